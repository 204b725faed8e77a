package io.netjar.internet.description;

/// A sentence that is being read, and who is told what cannot be right in it.
record Sentence(Words words, Sentences.Flaws flaws) {
    /// What it begins with.
    String verb() {
        return words.first();
    }

    void flaw(Words at, String message) {
        flaws.at(at.start(), message);
    }
}
