package io.netjar.cli;

import io.netjar.internet.description.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `netjar schema`: the JSON schema of descriptions, for editors.
@Command(name = "schema", description = "Print the JSON schema of descriptions, for editors.", mixinStandardHelpOptions = true, footer = {
        "", "Examples:", "  netjar schema > netjar.schema.json",
        "      and as the first line of a description beside it:",
        "      # yaml-language-server: $schema=netjar.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Schema.text());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
