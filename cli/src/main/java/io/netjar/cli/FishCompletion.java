package io.netjar.cli;

import java.util.List;

/// Completion for fish, from version 3.0 on.
final class FishCompletion {
    private static final String HEAD = """
            # Completion of netjar for fish: netjar completion fish | source
            function __netjar_names
                set -l words (commandline -opc)
                set -l file
                for i in (seq 2 (count $words))
                    if contains -- $words[$i] -f --file; and test $i -lt (count $words)
                        set file -f $words[(math $i + 1)]
                    end
                end
                $words[1] completion names $file 2>/dev/null
            end

            function __netjar_at # whether the words so far that are commands are these
                set -l words (commandline -opc)
                set -l commands
                for word in $words[2..-1]
                    if contains -- $word __COMMANDS__
                        set -a commands $word
                    end
                end
                test "$commands" = "$argv"
            end

            complete -c netjar -f
            """;

    private FishCompletion() {}

    static String script(List<CompletionModel> all) {
        String commands = String.join(" ",
                all.stream().flatMap(each -> each.children().stream()).distinct().toList());
        var script = new StringBuilder(HEAD.replace("__COMMANDS__", commands));
        for (CompletionModel each : all) {
            String when = "-n '__netjar_at " + String.join(" ", each.path()) + "'";
            for (String child : each.children()) {
                script.append("complete -c netjar ").append(when).append(" -a ").append(child).append(" -d '")
                        .append(description(all, each, child)).append("'\n");
            }
            for (CompletionModel.Flag flag : each.options()) {
                script.append("complete -c netjar ").append(when).append(names(flag))
                        .append(values(flag.value(), "-x", all.getFirst())).append(" -d '")
                        .append(flag.description())
                        .append("'\n");
            }
            each.parameters().stream().distinct().forEach(value -> {
                String values = values(value, "", all.getFirst());
                if (!values.isBlank()) {
                    script.append("complete -c netjar ").append(when).append(values).append('\n');
                }
            });
        }
        return script.toString();
    }

    private static String description(List<CompletionModel> all, CompletionModel parent, String child) {
        return all.stream().filter(each -> each.path().size() == parent.path().size() + 1
                && each.path().getLast().equals(child)
                && each.path().subList(0, parent.path().size()).equals(parent.path())).findFirst()
                .map(CompletionModel::description).orElse("");
    }

    private static String names(CompletionModel.Flag flag) {
        var names = new StringBuilder();
        for (String name : flag.names()) {
            if (name.startsWith("--")) {
                names.append(" -l ").append(name.substring(2));
            } else if (name.length() == 2) {
                names.append(" -s ").append(name.substring(1));
            } else {
                names.append(" -o ").append(name.substring(1));
            }
        }
        return names.toString();
    }

    /// @param exclusive what says that a value follows and is no file
    /// @param netjar the command itself
    private static String values(CompletionModel.Value value, String exclusive, CompletionModel netjar) {
        return switch (value) {
            case NONE -> "";
            case TEXT -> " " + exclusive;
            case FILE -> exclusive.isEmpty() ? " -F" : " -r -F";
            case DEVICE, NAME -> " " + exclusive + " -a '(__netjar_names)'";
            case COMMAND -> " " + exclusive + " -a '" + String.join(" ", netjar.children()) + "'";
        };
    }
}
