package io.netjar.cli;

import io.netjar.web.browser.Page;
import io.netjar.web.browser.Resource;
import io.netjar.web.client.Fetched;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Where the time of requests went, in text: a loaded page as the network panel of a browser shows it, a line for each
/// request with a bar from when it was wanted to its last byte; or one request, a line for each of its phases. On a
/// terminal the phases have colours, elsewhere letters.
final class Waterfall {
    private static final int MIN_BAR = 16;
    private static final int MAX_NAME = 34;
    /// Lines of one request are no longer: its few phases are easier to compare then.
    private static final int MAX_STEPS_WIDTH = 80;
    private static final String FACTS = "%-6s %-10s %9s %-9s %9s ";
    private static final String STEP = "  %-8s %,11.3f ms  ";
    private static final String RESET = "\033[0m";
    private static final int THOUSAND = 1000;

    private final int width;
    private final boolean coloured;

    /// What a request spends its time with, in this order.
    private enum Phase {
        QUEUED("queued", '.', "\033[90m"), NAME("name", 'n', "\033[36m"), CONNECT("connect", 'c',
                "\033[33m"), TLS("tls", 't', "\033[35m"), WAITING("wait", 'w',
                        "\033[32m"), CONTENT("content", '#', "\033[34m");

        private final String text;
        private final char letter;
        private final String colour;

        Phase(String text, char letter, String colour) {
            this.text = text;
            this.letter = letter;
            this.colour = colour;
        }

        private long nanos(Fetched.Timings timings) {
            return Math.max(0, switch (this) {
                case QUEUED -> timings.queued();
                case NAME -> timings.name();
                case CONNECT -> timings.connect();
                case TLS -> timings.tls();
                case WAITING -> timings.waiting();
                case CONTENT -> timings.content();
            });
        }
    }

    /// @param width of a line, in characters
    /// @param coloured whether escape sequences for colours may be in it
    Waterfall(int width, boolean coloured) {
        this.width = width;
        this.coloured = coloured;
    }

    /// A heading, a line for each request, and below it why it failed, if it did.
    List<String> lines(Page page) {
        long whole = Math.max(1, page.resources().stream()
                .mapToLong(each -> each.timings().began() - page.beganNanos() + each.timings().total()).max()
                .orElse(1));
        int name = Math.min(MAX_NAME,
                page.resources().stream().mapToInt(each -> name(page, each).length()).max()
                        .orElse(0));
        int bar = Math.max(MIN_BAR, width - String.format(FACTS, "", "", "", "", "").length() - name - 2);
        List<String> lines = new ArrayList<>();
        lines.add(legend());
        String end = millis(whole);
        lines.add(String.format(FACTS, "status", "type", "size", "via", "time") + " ".repeat(name + 1) + "0"
                + " ".repeat(Math.max(1, bar - end.length())) + end);
        for (Resource each : page.resources()) {
            lines.add(String.format(FACTS, each.status() == 0 ? "failed" : each.status(), each.kind().text(),
                    size(each.encodedBytes()), via(each), millis(each.timings().total()))
                    + shortened(name(page, each), name) + " ".repeat(2) + bar(page, each, whole, bar));
            each.problem().ifPresent(why -> lines.add("       " + why));
        }
        return lines;
    }

    /// One request: a line for each of its phases that took time, as far as it came, and one for all of them.
    List<String> steps(Fetched.Timings timings) {
        long whole = Math.max(1, timings.total());
        int bar = Math.max(MIN_BAR, Math.min(width, MAX_STEPS_WIDTH) - STEP.formatted("", 0.0).length());
        List<String> lines = new ArrayList<>();
        long at = 0;
        for (Phase each : Phase.values()) {
            long nanos = each.nanos(timings);
            if (nanos > 0) {
                int first = Math.min(cell(at, whole, bar), bar - 1);
                int cells = Math.max(1, cell(at + nanos, whole, bar) - first);
                lines.add(String.format(Locale.ROOT, STEP, each.text, nanos / 1e6) + " ".repeat(first)
                        + coloured(each, (coloured ? "█" : "" + each.letter).repeat(cells)));
            }
            at += nanos;
        }
        lines.add(String.format(Locale.ROOT, STEP, "total", timings.total() / 1e6).stripTrailing());
        return lines;
    }

    private String legend() {
        var text = new StringBuilder();
        for (Phase each : Phase.values()) {
            text.append(text.isEmpty() ? "" : "  ").append(coloured(each, coloured ? "█" : "" + each.letter))
                    .append(' ').append(each.text);
        }
        return text.toString();
    }

    private String coloured(Phase phase, String text) {
        return coloured && !text.isEmpty() ? phase.colour + text + RESET : text;
    }

    private String bar(Page page, Resource resource, long whole, int cells) {
        long at = resource.timings().began() - page.beganNanos();
        int cell = cell(at, whole, cells);
        var text = new StringBuilder(" ".repeat(Math.min(cell, cells - 1)));
        int first = cell;
        for (Phase each : Phase.values()) {
            at += each.nanos(resource.timings());
            int next = cell(at, whole, cells);
            text.append(coloured(each, (coloured ? "█" : "" + each.letter).repeat(next - cell)));
            cell = next;
        }
        return cell == first ? text.append('|').toString() : text.toString();
    }

    private static int cell(long nanos, long whole, int cells) {
        return (int) Math.round((double) nanos / whole * cells);
    }

    /// The path for what is of the page's origin, the whole address for others.
    private static String name(Page page, Resource resource) {
        URI url = resource.url();
        URI document = page.document().url();
        String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        boolean own = Objects.equals(url.getScheme(), document.getScheme())
                && Objects.equals(url.getRawAuthority(), document.getRawAuthority());
        return own ? path : url.toString();
    }

    /// The end of a name says most.
    private static String shortened(String name, int length) {
        return name.length() <= length
                ? name + " ".repeat(length - name.length())
                : "…" + name.substring(name.length() - length + 1);
    }

    private static String via(Resource resource) {
        return switch (resource.source()) {
            case CACHE -> "cache";
            case NETWORK, REVALIDATED -> resource.via()
                    .map(via -> (via.protocol().equals("http/1.1") ? "h1" : via.protocol()) + " #"
                            + via.connection())
                    .orElse("-");
        };
    }

    /// One line: how many requests, bytes and connections, and when the page was there.
    String summary(Page page) {
        long cached = page.resources().stream().filter(each -> each.source() == Resource.Source.CACHE)
                .count();
        long unchanged = page.resources().stream()
                .filter(each -> each.source() == Resource.Source.REVALIDATED).count();
        List<String> parts = new ArrayList<>(Arrays.asList(count(page.requests(), "request"),
                size(page.transferSize()), count(page.connections(), "connection")));
        add(parts, cached, " from the cache");
        add(parts, unchanged, " not changed");
        add(parts, page.failures().size(), " failed");
        milestone(parts, "first byte", page.milestones().firstByte());
        milestone(parts, "DOM content", page.milestones().domContentLoaded());
        milestone(parts, "load", page.milestones().load());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + what);
        }
    }

    private static void milestone(List<String> parts, String name, Optional<Duration> when) {
        parts.add(name + " " + when.map(each -> millis(each.toNanos())).orElse("never"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,d ms", Math.round(nanos / 1e6));
    }

    private static String size(long bytes) {
        return bytes < THOUSAND
                ? bytes + " B"
                : bytes < THOUSAND * THOUSAND
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
