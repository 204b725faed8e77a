package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.util.function.Consumer;

/// What is said of an office.
public final class OfficePart extends CustomerPart<OfficePart> {
    OfficePart() {}

    @Override
    OfficePart self() {
        return this;
    }

    /// The rate of its line, both ways, in bits per second; see [Rate].
    public OfficePart rate(long bitsPerSecond) {
        return set("rate", Wording.rate(bitsPerSecond));
    }

    /// What else its line is like.
    public OfficePart line(Consumer<OfficeLinePart> words) {
        return set("line", new OfficeLinePart(), words);
    }

    /// A site that those inside see alone, served from a folder.
    public OfficePart sites(String name, String folder) {
        return put("sites", name, folder);
    }

    /// A site that those inside see alone.
    public OfficePart sites(String name, Consumer<SitePart> words) {
        return put("sites", name, new SitePart(), words);
    }
}
