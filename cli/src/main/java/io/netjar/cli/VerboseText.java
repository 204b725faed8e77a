package io.netjar.cli;

import io.netjar.web.client.ClientEvent;
import java.io.PrintWriter;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The steps of a client as `curl -v` tells them: `*` before what happens, `>` before what is sent, `<` before what comes.
final class VerboseText {
    private final PrintWriter out;
    private boolean isSecure;

    VerboseText(PrintWriter out) {
        this.out = out;
    }

    void print(ClientEvent event) {
        lines(event).forEach(out::println);
        out.flush();
    }

    private List<String> lines(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Asked asked -> List.of("* Asking for the addresses of " + asked.host());
            case ClientEvent.Named named -> List.of("* Host " + named.host() + " was resolved.", "* IPv4: "
                    + named.addresses().stream().map(Object::toString).collect(Collectors.joining(", ")));
            case ClientEvent.Unnamed unnamed ->
                List.of("* Could not resolve host: " + unnamed.host() + ": " + unnamed.reason());
            case ClientEvent.Connecting connecting -> List.of("*   Trying " + connecting.remote() + "...");
            case ClientEvent.Unconnected unconnected -> List.of("* " + unconnected.reason());
            case ClientEvent.Connected connected -> {
                isSecure = false;
                yield List.of("* Connected to " + connected.host() + " (" + connected.remote().address()
                        + ") port " + connected.remote().port() + " from " + connected.local());
            }
            case ClientEvent.Secured secured -> secured(secured);
            case ClientEvent.Sent sent -> sent(sent);
            case ClientEvent.Answered answered -> answered(answered);
        };
    }

    private List<String> secured(ClientEvent.Secured secured) {
        isSecure = true;
        List<String> lines = new ArrayList<>();
        lines.add("* ALPN: netjar offers " + String.join(",", secured.offered()));
        lines.add("* SSL connection using " + secured.version() + " / " + secured.cipher());
        lines.add("* ALPN: server " + (secured.application().isEmpty()
                ? "did not agree on a protocol"
                : "accepted " + secured.application()));
        X509Certificate certificate = secured.certificate();
        lines.add("* Server certificate:");
        lines.add("*   subject: " + certificate.getSubjectX500Principal());
        lines.add("*   start date: " + certificate.getNotBefore().toInstant());
        lines.add("*   expire date: " + certificate.getNotAfter().toInstant());
        lines.add("*   subjectAltName: " + String.join(", ", names(certificate)));
        lines.add("*   issuer: " + certificate.getIssuerX500Principal());
        lines.add("*   SSL certificate verify ok.");
        return lines;
    }

    /// The names and addresses that a certificate is for.
    static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("a certificate that was judged can be read", e);
        }
    }

    private List<String> sent(ClientEvent.Sent sent) {
        List<String> lines = new ArrayList<>();
        boolean http2 = sent.protocol().equals("h2");
        lines.add("* using " + version(sent.protocol()) + " on connection " + sent.connection());
        if (http2) {
            lines.add("> " + sent.method() + " " + sent.target() + " HTTP/2");
            lines.add("> :scheme: " + (isSecure ? "https" : "http"));
            lines.add("> :authority: " + sent.authority());
        } else {
            lines.add("> " + sent.method() + " " + sent.target() + " HTTP/1.1");
        }
        fields(lines, "> ", sent.headers());
        return lines;
    }

    private static List<String> answered(ClientEvent.Answered answered) {
        List<String> lines = new ArrayList<>();
        lines.add("< " + statusLine(answered.protocol(), answered.status(), answered.reason()));
        fields(lines, "< ", answered.headers());
        return lines;
    }

    /// The first line of an answer's head.
    static String statusLine(String protocol, int status, String reason) {
        return (version(protocol) + " " + status + " " + reason).stripTrailing();
    }

    private static String version(String protocol) {
        return protocol.equals("h2") ? "HTTP/2" : "HTTP/1.1";
    }

    private static void fields(List<String> lines, String mark, List<Map.Entry<String, String>> fields) {
        fields.forEach(field -> lines.add(mark + field.getKey() + ": " + field.getValue()));
        lines.add(mark.strip());
    }
}
