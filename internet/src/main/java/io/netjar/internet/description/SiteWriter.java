package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import io.netjar.web.tls.CertificateKind;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes sites as [SiteReader] reads them.
final class SiteWriter {
    private static final long SECOND = 1_000_000_000L;

    private SiteWriter() {}

    /// What stands under a name of `sites`.
    ///
    /// @param usual the TCP of servers of which nothing is said
    static Map<String, Object> site(WebSite site, TcpSettings usual) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("in", site.place().toString());
        words.putAll(words(site));
        Map<String, Object> tcp = TcpWording.changes(site.tcp(), usual);
        if (!tcp.isEmpty()) {
            words.put("tcp", tcp);
        }
        return words;
    }

    /// What stands under a name of an office's `sites`: a folder, if that is all.
    static Object inside(WebSite site) {
        Map<String, Object> words = words(site);
        boolean isFolderOnly = words.size() == 1 && site.files().isPresent();
        return isFolderOnly ? site.files().get() : words;
    }

    private static Map<String, Object> words(WebSite site) {
        Map<String, Object> words = new LinkedHashMap<>();
        site.files().ifPresent(folder -> words.put("files", folder));
        putWords("websocket", site.programs(), words);
        putWords("programs", site.pages(), words);
        if (site.tls().https() != SiteTls.Https.REDIRECT) {
            words.put("https", Wording.word(site.tls().https()));
        }
        if (site.tls().certificate() != CertificateKind.VALID) {
            words.put("certificate", Wording.word(site.tls().certificate()));
        }
        if (site.ttlSeconds() != SiteReader.TTL_SECONDS) {
            words.put("ttl", Wording.nanos(site.ttlSeconds() * SECOND));
        }
        if (!site.rules().aliases().isEmpty()) {
            words.put("aliases", site.rules().aliases());
        }
        if (!site.rules().redirects().isEmpty()) {
            words.put("redirects", new LinkedHashMap<>(site.rules().redirects()));
        }
        if (!site.rules().errorPages().isEmpty()) {
            Map<String, Object> pages = new LinkedHashMap<>();
            site.rules().errorPages().forEach((status, path) -> pages.put(String.valueOf(status), path));
            words.put("error-pages", pages);
        }
        return words;
    }

    private static void putWords(String key, Map<String, ? extends Enum<?>> programs,
            Map<String, Object> words) {
        if (!programs.isEmpty()) {
            Map<String, Object> said = new LinkedHashMap<>();
            programs.forEach((path, program) -> said.put(path, Wording.word(program)));
            words.put(key, said);
        }
    }
}
