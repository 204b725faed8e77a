package io.netjar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A page of the manual, section 1, in roff's man macros: what `--help` says, in the order that manuals have.
final class ManPage {
    /// As long as a line of the source gets.
    private static final int LINE = 78;
    private static final String INDENT = "  ";
    private static final String EXAMPLES = "Examples:";
    private static final String EXIT_CODES = "Exit codes:";
    private static final String ENVIRONMENT = "Environment:";

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec spec;
    private final String name;

    private ManPage(CommandSpec spec) {
        this.spec = spec;
        this.name = spec.qualifiedName("-");
    }

    /// The page of a command; its lines end with line feeds.
    static String of(CommandSpec spec) {
        var page = new ManPage(spec);
        page.write();
        return page.page.toString();
    }

    private void write() {
        CommandSpec root = spec.root();
        line(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" \"1\" \"2026-11-23\" \""
                + String.join("", root.version())
                + "\" \"Netjar\"");
        // No hyphens and no stretched blanks: names and commands are to be copied.
        line(".nh");
        line(".ad l");
        section("NAME");
        String description = text(spec.usageMessage().description());
        int end = description.indexOf(". ");
        line(escaped(name) + " \\-");
        prose(end < 0 ? description.replaceAll("\\.$", "") : description.substring(0, end));
        section("SYNOPSIS");
        line("\\fB" + escaped(spec.qualifiedName()) + "\\fR "
                + escaped(synopsis().substring(spec.qualifiedName().length()).strip()));
        section("DESCRIPTION");
        prose(description);
        parameters();
        options();
        commands();
        footer();
        section("SEE ALSO");
        line(seeAlso());
    }

    private String synopsis() {
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        return help.abbreviatedSynopsis().replaceAll("\\s+", " ").strip();
    }

    private void parameters() {
        List<PositionalParamSpec> shown = spec.positionalParameters().stream().filter(each -> !each.hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("ARGUMENTS");
            shown.forEach(each -> item("\\fI" + escaped(each.paramLabel()) + "\\fR", each.description()));
        }
    }

    private void options() {
        List<OptionSpec> shown = spec.options().stream().filter(each -> !each.hidden()).toList();
        if (!shown.isEmpty()) {
            section("OPTIONS");
        }
        for (OptionSpec option : shown) {
            String names = String.join(", ", Arrays.stream(option.names())
                    .map(each -> "\\fB" + escaped(each) + "\\fR").toList());
            item(option.arity().max() == 0
                    ? names
                    : names + (option.longestName().startsWith("--") ? "=" : " ") + "\\fI" + escaped(option
                            .paramLabel()) + "\\fR",
                    option.description());
        }
    }

    private void commands() {
        if (!spec.subcommands().isEmpty()) {
            section("COMMANDS");
            spec.subcommands().forEach((each, below) -> item("\\fB" + escaped(each) + "\\fR",
                    below.getCommandSpec().usageMessage().description()));
        }
    }

    /// What help texts have at their end, under the headings of manuals.
    private void footer() {
        List<String> notes = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        List<String> environment = new ArrayList<>();
        List<String> exits = new ArrayList<>();
        List<String> into = notes;
        for (String each : spec.usageMessage().footer()) {
            String said = Ansi.OFF.string(each);
            if (said.startsWith(EXIT_CODES)) {
                exits.add(said.substring(EXIT_CODES.length()).strip());
            } else if (said.equals(EXAMPLES)) {
                into = examples;
            } else if (said.equals(ENVIRONMENT)) {
                into = environment;
            } else if (said.isBlank()) {
                into = notes;
            } else {
                into.add(said);
            }
        }
        paragraphs("NOTES", notes);
        paragraphs("EXIT STATUS", exits);
        verbatim("ENVIRONMENT", environment);
        verbatim("EXAMPLES", examples);
    }

    /// What is indented is a table, whose lines stay as they are.
    private void paragraphs(String heading, List<String> paragraphs) {
        boolean wasRow = false;
        for (int i = 0; i < paragraphs.size(); i++) {
            boolean isRow = paragraphs.get(i).startsWith(INDENT);
            if (wasRow && !isRow) {
                line(".fi");
            }
            if (i == 0) {
                section(heading);
            } else if (!wasRow || !isRow) {
                line(".PP");
            }
            if (isRow && !wasRow) {
                line(".nf");
            }
            if (isRow) {
                row(paragraphs.get(i));
            } else {
                prose(paragraphs.get(i));
            }
            wasRow = isRow;
        }
        if (wasRow) {
            line(".fi");
        }
    }

    private void verbatim(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            section(heading);
            line(".nf");
            lines.forEach(this::row);
            line(".fi");
        }
    }

    private void row(String text) {
        line(guarded(escaped(text.startsWith(INDENT) ? text.substring(INDENT.length()) : text)));
    }

    private String seeAlso() {
        List<String> others = new ArrayList<>();
        if (spec.parent() != null) {
            others.add(spec.parent().qualifiedName("-"));
        }
        spec.subcommands().values().forEach(each -> others.add(each.getCommandSpec().qualifiedName("-")));
        return String.join(", ", others.stream().map(each -> "\\fB" + escaped(each) + "\\fR(1)").toList());
    }

    private void section(String heading) {
        line(".SH " + heading);
    }

    private void item(String head, String... description) {
        line(".TP");
        line(head);
        prose(text(description));
    }

    private String text(String... description) {
        return Ansi.OFF.string(String.join(" ", description).replace("%n", " ").replace("%%", "%")).strip();
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /// A paragraph, broken where there are blanks: roff fills lines itself, and people read sources, too.
    private void prose(String text) {
        String left = escaped(text);
        while (left.length() > LINE) {
            int blank = left.lastIndexOf(' ', LINE);
            blank = blank < 1 ? left.indexOf(' ') : blank;
            if (blank < 1) {
                break;
            }
            line(guarded(left.substring(0, blank)));
            left = left.substring(blank + 1);
        }
        line(guarded(left));
    }

    /// A line that begins with a point or an apostrophe would be an order.
    private static String guarded(String line) {
        return line.startsWith(".") ? "\\&" + line : line;
    }

    /// Text as roff takes it: no letter of it is an order.
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(each -> {
            switch (each) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '\n' -> escaped.append(' ');
                default -> {
                    if (each < 0x80) {
                        escaped.append((char) each);
                    } else {
                        escaped.append(String.format("\\[u%04X]", each));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
