package io.netjar.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Completion for bash, from version 3.2 on, without the bash-completion package.
final class BashCompletion {
    private static final String FRAME = """
            # Completion of netjar for bash: source <(netjar completion bash)
            __netjar_names() {
                local file='' i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        -f | --file)
                            file=${COMP_WORDS[i + 1]}
                            if [ "$file" = '=' ]; then file=${COMP_WORDS[i + 2]}; fi
                            ;;
                    esac
                done
                set --
                if [ -n "$file" ]; then set -- -f "$file"; fi
                "${COMP_WORDS[0]}" completion names "$@" 2>/dev/null
            }

            __netjar_reply() { # kind, word
                local IFS=$'\\n'
                case $1 in
                    FILE)
                        compopt -o filenames 2>/dev/null
                        COMPREPLY=($(compgen -f -- "$2"))
                        ;;
                    DEVICE | NAME) COMPREPLY=($(compgen -W "$(__netjar_names)" -- "$2")) ;;
                    COMMAND)
                        __netjar_at ''
                        COMPREPLY=($(compgen -W "${__netjar_children// /$'\\n'}" -- "$2"))
                        ;;
                    *) COMPREPLY=() ;;
                esac
            }

            _netjar() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                local command='' __netjar_children options parameters i positional=0 kind=NONE
                COMPREPLY=()
                __netjar_at ''
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case " $__netjar_children " in
                        *" ${COMP_WORDS[i]} "*)
                            command=${command:+${command}_}${COMP_WORDS[i]//-/_}
                            positional=0
                            __netjar_at "$command"
                            continue
                            ;;
                    esac
                    case ${COMP_WORDS[i]} in
                        -*)
                            __netjar_kind "$command" "${COMP_WORDS[i]}"
                            if [ "${COMP_WORDS[i + 1]}" = '=' ]; then i=$((i + 1)); fi
                            if [ "$kind" != NONE ]; then i=$((i + 1)); fi
                            ;;
                        *) positional=$((positional + 1)) ;;
                    esac
                done
                if [ "$before" = '=' ]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
                __netjar_kind "$command" "$before"
                if [ "$kind" != NONE ]; then
                    __netjar_reply "$kind" "$word"
                elif [ "${word:0:1}" = - ]; then
                    COMPREPLY=($(compgen -W "$options" -- "$word"))
                elif [ -n "$__netjar_children" ]; then
                    COMPREPLY=($(compgen -W "$__netjar_children" -- "$word"))
                else
                    set -- $parameters
                    if [ $positional -ge $# ]; then positional=$(($# > 0 ? $# - 1 : 0)); fi
                    shift $positional
                    __netjar_reply "${1:-NONE}" "$word"
                fi
            }

            complete -o bashdefault -F _netjar netjar ./netjar
            """;

    private BashCompletion() {}

    static String script(List<CompletionModel> all) {
        var script = new StringBuilder(FRAME.substring(0, FRAME.indexOf("_netjar() {")));
        script.append("__netjar_at() { # command: what there is to choose from\n    case $1 in\n");
        for (CompletionModel each : all) {
            script.append("        '").append(each.word()).append("') __netjar_children='")
                    .append(String.join(" ", each.children())).append("' parameters='")
                    .append(each.parameters().stream().map(Enum::name).collect(Collectors.joining(" ")))
                    .append("'\n            options='").append(String.join(" ", each.optionNames()))
                    .append("' ;;\n");
        }
        script.append("    esac\n}\n\n__netjar_kind() { # command, option: what stands behind it\n")
                .append("    kind=NONE\n    case \"$1 $2\" in\n");
        for (CompletionModel each : all) {
            for (CompletionModel.Flag flag : each.options()) {
                if (flag.value() != CompletionModel.Value.NONE) {
                    script.append("        ").append(flag.names().stream()
                            .map(name -> "'" + each.word() + " " + name + "'")
                            .collect(Collectors.joining(" | ")))
                            .append(") kind=").append(flag.value()).append(" ;;\n");
                }
            }
        }
        return script.append("    esac\n}\n\n").append(FRAME.substring(FRAME.indexOf("_netjar() {")))
                .toString();
    }
}
