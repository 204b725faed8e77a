package io.netjar.verify.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page of Markdown that somebody follows with a terminal: the files that it has one write, the commands that it has one
/// type, and what it says that one will see. Blocks are fenced by three backticks:
///
/// - `console`: lines after `$ ` are typed, the others are what comes, errors among them. In these `…` stands for any text to
///   the end of the line, and a line of nothing else for any number of lines.
/// - `console terminal`: the same in a second terminal, where the command goes on.
/// - `console prompt`: what is typed in that terminal after `netjar> `, at the prompt of the command that goes on there, and lines of
///   what comes.
/// - `yaml FILE`, or another language: what is to be written to FILE; with `+` after it, to its end.
record Walkthrough(List<Step> steps) {
    private static final Pattern FENCE = Pattern.compile("^```(\\S*) *(\\S*) *(\\+?)$");

    /// What one does.
    sealed interface Step {}

    /// Writes a file, or more to its end.
    record Write(String file, String text, boolean more) implements Step {}

    /// Types a command and looks at what comes.
    ///
    /// @param line of the page on which it stands, from 1 on
    record Typed(String command, List<String> seen, int line, Where where) implements Step {
        /// What comes must look like this.
        Pattern expected() {
            var regex = new StringBuilder();
            for (String each : seen) {
                if (each.equals("…")) {
                    regex.append("(?:.*\\n)*?");
                } else {
                    for (String part : each.split("(?=…)|(?<=…)", -1)) {
                        regex.append(part.equals("…") ? ".*" : Pattern.quote(part));
                    }
                    regex.append(" *\\n");
                }
            }
            return Pattern.compile(seen.isEmpty() ? "\\n" : regex.toString());
        }

        /// What comes must have this in it, whatever the terminal shows between the lines.
        Pattern within() {
            return Pattern.compile(seen.stream()
                    .map(each -> Arrays.stream(each.split("(?=…)|(?<=…)", -1))
                            .map(part -> part.equals("…") ? ".*?" : Pattern.quote(part))
                            .collect(Collectors.joining()))
                    .collect(Collectors.joining("(?s:.*?)")));
        }
    }

    /// Where something is typed.
    enum Where {
        SHELL("$ "), TERMINAL("$ "), PROMPT("netjar> ");

        private final String sign;

        Where(String sign) {
            this.sign = sign;
        }

        static Where of(String about) {
            return switch (about) {
                case "terminal" -> TERMINAL;
                case "prompt" -> PROMPT;
                default -> SHELL;
            };
        }
    }

    static Walkthrough read(List<String> page) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            Matcher fence = FENCE.matcher(page.get(i));
            if (!fence.matches()) {
                continue;
            }
            int end = i + 1;
            while (!page.get(end).equals("```")) {
                end++;
            }
            List<String> block = page.subList(i + 1, end);
            String about = fence.group(2);
            if (fence.group(1).equals("console")) {
                type(block, i + 2, Where.of(about), steps);
            } else if (!about.isEmpty()) {
                steps.add(new Write(about, String.join("\n", block) + "\n", !fence.group(3).isEmpty()));
            }
            i = end;
        }
        return new Walkthrough(List.copyOf(steps));
    }

    private static void type(List<String> block, int line, Where where, List<Step> steps) {
        for (int i = 0; i < block.size(); i++) {
            if (!block.get(i).startsWith(where.sign)) {
                throw new IllegalArgumentException(
                        "line " + (line + i) + ": no command before '" + block.get(i) + "'");
            }
            int end = i + 1;
            while (end < block.size() && !block.get(end).startsWith(where.sign)) {
                end++;
            }
            steps.add(new Typed(block.get(i).substring(where.sign.length()),
                    List.copyOf(block.subList(i + 1, end)), line + i, where));
            i = end - 1;
        }
    }

    /// The programs that are typed.
    List<String> programs() {
        return steps.stream().filter(Typed.class::isInstance).map(Typed.class::cast)
                .filter(typed -> typed.where() != Where.PROMPT).map(Typed::command)
                .map(command -> command.split(" ", 2)[0]).distinct().toList();
    }
}
