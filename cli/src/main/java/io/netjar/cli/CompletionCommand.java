package io.netjar.cli;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.WebSite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar completion SHELL`: what makes a shell complete commands, options, and the names of devices and sites.
@Command(name = "completion", description = "Print a script with which a shell completes commands, options, files, and the "
        + "names of devices and sites.", mixinStandardHelpOptions = true, footer = {"", "Examples:",
                "  netjar completion fish | source           # in ~/.config/fish/config.fish",
                "  source <(netjar completion bash)          # in ~/.bashrc",
                "  source <(netjar completion zsh)           # in ~/.zshrc, after compinit"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-f",
            "--file"}, paramLabel = "FILE", description = "With 'names': the description (default: samples/small-world.yaml).")
    private @Nullable Path file;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish; or 'names' for the names themselves, of devices and then of "
            + "sites, one a line.")
    private String shell = "";

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        if (shell.equals("names")) {
            names().forEach(out::println);
            return 0;
        }
        List<CompletionModel> all = CompletionModel.all(spec.root().commandLine());
        out.print(switch (shell.toLowerCase(Locale.ROOT)) {
            case "bash" -> BashCompletion.script(all);
            case "zsh" -> ZshCompletion.script(all);
            case "fish" -> FishCompletion.script(all);
            default -> throw Failure.usage("completion: "
                    + Failure.unknownText("shell", shell, List.of("bash", "zsh", "fish", "names")));
        });
        return 0;
    }

    /// Read from the description alone: nothing is built, so that the answer is there while a finger is on the key.
    private List<String> names() throws Failure {
        Description description = WorldOptions.read(file, new PrintWriter(java.io.Writer.nullWriter()));
        List<String> names = new ArrayList<>();
        description.homes().forEach(home -> home.devices()
                .forEach(device -> names.add(home.name() + "/" + device.name())));
        description.offices().forEach(office -> office.devices()
                .forEach(device -> names.add(office.name() + "/" + device.name())));
        Stream.concat(description.sites().stream(), description.offices().stream().flatMap(
                office -> office.sites().stream())).map(WebSite::name).forEach(names::add);
        return names;
    }
}
