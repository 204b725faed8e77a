package io.netjar.cli;

import java.util.List;

/// Completion for zsh, by its own `_arguments`.
final class ZshCompletion {
    private static final String HEAD = """
            #compdef netjar
            # Completion of netjar for zsh: source <(netjar completion zsh), after compinit
            __netjar_names() {
                local -a names file
                local i=${words[(i)(-f|--file)]}
                if (( i < $#words )); then file=(-f ${words[i + 1]}); fi
                names=(${(f)"$(${__netjar_program:-netjar} completion names $file 2>/dev/null)"})
                compadd -a names
            }

            """;

    private ZshCompletion() {}

    static String script(List<CompletionModel> all) {
        var script = new StringBuilder(HEAD);
        for (CompletionModel each : all) {
            script.append(each.path().isEmpty() ? "_netjar" : "_netjar_" + each.word()).append("() {\n");
            if (each.path().isEmpty()) {
                script.append("    local __netjar_program=${words[1]}\n");
            }
            script.append("    local context state line\n    typeset -A opt_args\n    _arguments -S -C");
            each.options().forEach(flag -> flag.names()
                    .forEach(name -> script.append(" \\\n        ")
                            .append(option(name, flag, all.getFirst()))));
            if (each.children().isEmpty()) {
                parameters(script, each.parameters(), all.getFirst());
                script.append('\n');
            } else {
                children(script, all, each);
            }
            script.append("}\n\n");
        }
        return script.append("compdef _netjar netjar ./netjar\n").toString();
    }

    /// `*` lets an option come again.
    private static String option(String name, CompletionModel.Flag flag, CompletionModel netjar) {
        String spec = "'*" + name + "[" + flag.description().replace(":", "\\:") + "]";
        return flag.value() == CompletionModel.Value.NONE
                ? spec + "'"
                : spec + ":value" + action(flag.value(), netjar) + "'";
    }

    private static String action(CompletionModel.Value value, CompletionModel netjar) {
        return switch (value) {
            case NONE, TEXT -> ":";
            case FILE -> ":_files";
            case DEVICE, NAME -> ":__netjar_names";
            case COMMAND -> ":(" + String.join(" ", netjar.children()) + ")";
        };
    }

    private static void parameters(StringBuilder script, List<CompletionModel.Value> parameters,
            CompletionModel netjar) {
        for (int i = 0; i < parameters.size(); i++) {
            String place = i + 1 < parameters.size() ? String.valueOf(i + 1) : "*";
            script.append(" \\\n        '").append(place).append(":value")
                    .append(action(parameters.get(i), netjar))
                    .append("'");
        }
    }

    private static void children(StringBuilder script, List<CompletionModel> all, CompletionModel parent) {
        script.append(" \\\n        '1:command:->command' \\\n        '*::argument:->argument'\n")
                .append("    case $state in\n        command)\n            local -a commands=(\n");
        for (CompletionModel each : all) {
            boolean isChild = each.path().size() == parent.path().size() + 1
                    && each.path().subList(0, parent.path().size()).equals(parent.path());
            if (isChild) {
                script.append("                '").append(each.path().getLast()).append(':')
                        .append(each.description().replace(":", "\\:")).append("'\n");
            }
        }
        script.append("            )\n            _describe command commands ;;\n        argument)\n")
                .append("            case ${words[1]} in\n");
        for (String child : parent.children()) {
            String prefix = parent.path().isEmpty() ? "" : parent.word() + "_";
            script.append("                ").append(child).append(") _netjar_").append(prefix)
                    .append(child.replace('-', '_')).append(" ;;\n");
        }
        script.append("            esac ;;\n    esac\n");
    }
}
