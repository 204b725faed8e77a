package io.netjar.web.browser;

import io.netjar.web.client.Origin;
import java.net.URI;
import java.util.Optional;

/// What a request says of where it was named, by browsers' usual policy `strict-origin-when-cross-origin`: the whole address to
/// the same origin, the origin to others, nothing from `https:` to `http:`. https://www.w3.org/TR/referrer-policy/
final class Referrer {
    private Referrer() {}

    static Optional<String> of(URI from, URI to) {
        Optional<Origin> named = Origin.of(from);
        Optional<Origin> asked = Origin.of(to);
        if (named.isEmpty() || asked.isEmpty() || named.get().secure() && !asked.get().secure()) {
            return Optional.empty();
        }
        return Optional.of(named.equals(asked) ? from.toString() : named.get() + "/");
    }
}
