package io.netjar.web;

/// One request and how it was answered, as a line of a server's access log tells it.
///
/// @param nanos engine time at which the answer was complete, or broken off
/// @param remote the client's address as the server sees it: behind a NAT, its public one
/// @param host the site the request named, without port, lower case; empty if it named none
/// @param requestLine the request as it came: method, target, version
/// @param status the status that was answered
/// @param bytes length of the content sent (without headers)
/// @param referer the page that led here, or empty
/// @param userAgent what the client calls itself, or empty
public record Access(long nanos, String remote, String host, String requestLine, int status, long bytes,
        String referer, String userAgent) {

    /// Is told of every answered request, on the engine's thread.
    @FunctionalInterface
    public interface Listener {
        /// Who wants to know nothing.
        Listener NOBODY = _ -> {
        };

        /// A request was answered.
        void accessed(Access access);
    }

    /// The line that a server writes to its log in the common log format.
    public String commonLogLine() {
        return remote + " - - [" + WebClock.logDate(nanos) + "] \"" + escaped(requestLine) + "\" " + status
                + " "
                + (bytes == 0 ? "-" : bytes);
    }

    /// The common log line followed by referer and user agent, as the combined log format has it.
    public String combinedLogLine() {
        return commonLogLine() + " \"" + orDash(referer) + "\" \"" + orDash(userAgent) + "\"";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : escaped(text);
    }

    /// Clients choose these words: nothing in them may end the line or its quotes.
    private static String escaped(String text) {
        var safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                safe.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                safe.append(String.format("\\x%02x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
