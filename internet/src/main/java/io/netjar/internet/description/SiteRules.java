package io.netjar.internet.description;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a site answers besides its files and programs.
///
/// @param aliases more names of its, in its registered domain
/// @param redirects where who asks for a path is sent: a path or a URL, by path; all below a path that ends with a slash
/// @param errorPages the paths of its own pages for errors, by status
public record SiteRules(List<String> aliases, Map<String, String> redirects,
        Map<Integer, String> errorPages) {
    /// What sites have of which nothing is said.
    static final SiteRules NONE = new SiteRules(List.of(), Map.of(), Map.of());

    public SiteRules {
        aliases = List.copyOf(aliases);
        redirects = Collections.unmodifiableMap(new LinkedHashMap<>(redirects));
        errorPages = Collections.unmodifiableMap(new LinkedHashMap<>(errorPages));
    }
}
