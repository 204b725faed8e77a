package io.netjar.internet.description;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML 1.2 text made into nodes that know their lines, within limits that no honest description meets.
final class YamlText {
    private static final int MOST_CHARACTERS = 4_000_000;
    private static final int DEEPEST = 20;

    private YamlText() {}

    /// The document's root node; empty, with the mistake on record, if the text is not one YAML document.
    ///
    /// @param file what the nodes' marks name
    static Optional<Node> compose(String text, String file, Mistakes mistakes) {
        if (text.length() > MOST_CHARACTERS) {
            mistakes.at(start(file), "the file has " + text.length() + " characters; at most "
                    + MOST_CHARACTERS + " are read");
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(true)
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(MOST_CHARACTERS).build();
        try {
            if (!isShallow(text, settings, mistakes)) {
                return Optional.empty();
            }
            Optional<Node> root = new Composer(settings, parser(text, settings)).getSingleNode();
            if (root.isEmpty()) {
                mistakes.at(start(file), "the file is empty; a description needs at least 'providers'");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            mistakes.at(e.getProblemMark().or(e::getContextMark), "this is not YAML: " + explain(e));
        } catch (ReaderException e) {
            mistakes.at(position(text, file, e.getPosition()), "this is not YAML: the character U+"
                    + String.format("%04X", e.getCodePoint()) + " is not allowed");
        } catch (YamlEngineException e) {
            mistakes.at(start(file), "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isShallow(String text, LoadSettings settings, Mistakes mistakes) {
        int depth = 0;
        Parser events = parser(text, settings);
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {
                }
            }
            if (depth > DEEPEST) {
                mistakes.at(event.getStartMark(), "nested more than " + DEEPEST + " deep");
                return false;
            }
        }
        return true;
    }

    private static Parser parser(String text, LoadSettings settings) {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    private static String explain(MarkedYamlEngineException e) {
        boolean hasContext = e.getContext() != null && !e.getContext().isBlank();
        return hasContext ? e.getContext() + ", " + e.getProblem() : e.getProblem();
    }

    private static Optional<Mark> start(String file) {
        return position("", file, 0);
    }

    private static Optional<Mark> position(String text, String file, int index) {
        int end = Math.min(index, text.length());
        int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = end - (text.lastIndexOf('\n', Math.max(0, end - 1)) + 1);
        return Optional.of(new Mark(file, end, line, Math.max(0, column), new int[0], 0));
    }
}
