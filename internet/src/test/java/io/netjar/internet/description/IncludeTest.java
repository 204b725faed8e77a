package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Descriptions in several files.
final class IncludeTest {
    private static final String PROVIDERS = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
            """;
    private static final String HOMES = """
            homes:
              alice: { provider: hanbit, access: cable, devices: [pc, tv] }
              bob: { provider: hanbit, devices: [pc] }
            """;

    @TempDir
    private Path folder = Path.of("");

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private Description read() throws IOException {
        return Description.read(folder.resolve("world.yaml"));
    }

    /// The mistakes, without the folder before the files' names.
    private List<String> mistakes() {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class, this::read);
        assertThat(wrong).isNotNull();
        return wrong.mistakes().stream().map(mistake -> mistake.toString().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void areReadAsOne() throws IOException {
        write("parts/providers.yaml", PROVIDERS);
        write("parts/homes.yaml", HOMES);
        write("world.yaml", """
                include: [parts/providers.yaml, parts/homes.yaml]
                homes:
                  carol: { provider: hanbit, devices: [pc] }
                """);

        assertThat(read().homes()).extracting(Home::name).containsExactly("alice", "bob", "carol");
    }

    @Test
    void includeFromWhereTheyAre() throws IOException {
        write("parts/providers.yaml", PROVIDERS + "sites: { a.test: { in: hanbit/seoul, files: pages } }\n");
        write("parts/all.yaml", "include: providers.yaml\n" + HOMES);
        write("parts/pages/index.html", "");
        write("world.yaml", "include: parts/all.yaml\n");

        assertThat(read().homes()).hasSize(2);
        assertThat(read().sites().getFirst().files()).contains("parts/pages");
    }

    @Test
    void whatTheIncludingFileSaysGoesFirst() throws IOException {
        write("base.yaml", PROVIDERS + HOMES);
        write("world.yaml", """
                include: base.yaml
                homes:
                  alice: { access: vdsl, devices: [laptop] }
                """);

        Home alice = read().homes().getFirst();
        assertThat(alice.access()).isEqualTo(AccessKind.VDSL.usual());
        assertThat(alice.devices()).extracting(DeviceEntry::name).containsExactly("laptop");
        assertThat(alice.place().provider()).isEqualTo("hanbit");
    }

    @Test
    void twoThatSayTheSameThingAreTold() throws IOException {
        write("one.yaml", PROVIDERS + HOMES);
        write("two.yaml", "homes: { bob: { devices: [tv] } }\n");
        write("world.yaml", "include: [one.yaml, two.yaml]\n");

        assertThat(mistakes()).containsExactly("two.yaml:1:17: 'devices' is said at one.yaml:5:28, too:"
                + " leave one out, or say in world.yaml what holds");
    }

    @Test
    void whoMayBeIncludedTwiceIsReadOnce() throws IOException {
        write("base.yaml", PROVIDERS);
        write("one.yaml", "include: base.yaml\n");
        write("two.yaml", "include: base.yaml\n" + HOMES);
        write("world.yaml", "include: [one.yaml, two.yaml]\n");

        assertThat(read().homes()).hasSize(2);
    }

    @Test
    void mistakesNameTheirFile() throws IOException {
        write("parts/base.yaml", PROVIDERS + "homes:\n  alice: { provider: hanbti, devices: [pc] }\n"
                + "sites: { a.test: { in: hanbit/seoul, files: shop } }\n");
        write("world.yaml", "include: parts/base.yaml\nhomes:\n  bob: { provider: hanbit, devises: [pc] }\n");

        assertThat(mistakes()).satisfiesExactly(
                first -> assertThat(first).startsWith("world.yaml:3:8: home 'bob' needs 'devices'"),
                second -> assertThat(second)
                        .startsWith(
                                "world.yaml:3:28: unknown key 'devises' in home 'bob'; did you mean 'devices'?"),
                third -> assertThat(third)
                        .startsWith(
                                "parts/base.yaml:4:22: no provider is called 'hanbti'; did you mean 'hanbit'?"),
                fourth -> assertThat(fourth)
                        .startsWith("parts/base.yaml:5:45: there is no folder 'shop' in"));
    }

    @Test
    void circlesAreTold() throws IOException {
        write("one.yaml", "include: two.yaml\n" + PROVIDERS);
        write("two.yaml", "include: [one.yaml]\n");
        write("world.yaml", "include: one.yaml\n");

        assertThat(mistakes())
                .containsExactly("two.yaml:1:11: 'one.yaml' includes itself: world.yaml includes"
                        + " one.yaml includes two.yaml includes one.yaml. Leave one of these out");
    }

    @Test
    void filesThatAreNotThereAreTold() throws IOException {
        write("base.yaml", PROVIDERS);
        write("world.yaml", "include: [bsae.yaml, parts/x.yaml, [a], 'base.yaml']\n");

        assertThat(mistakes()).satisfiesExactly(
                first -> assertThat(first)
                        .isEqualTo(
                                "world.yaml:1:11: the file 'bsae.yaml' cannot be read; did you mean 'base.yaml'?"),
                second -> assertThat(second)
                        .startsWith(
                                "world.yaml:1:22: the file 'parts/x.yaml' cannot be read: there is no folder"),
                third -> assertThat(third)
                        .startsWith("world.yaml:1:36: 'include' names files beside this one"));
    }

    @Test
    void filesThatAreNoDescriptionsAreTold() throws IOException {
        write("list.yaml", "[a, b]\n");
        write("broken.yaml", "homes: { a: \n");
        write("base.yaml", PROVIDERS + "providers: {}\n");
        write("world.yaml", "include: [list.yaml, broken.yaml, base.yaml]\n");

        assertThat(mistakes()).satisfiesExactlyInAnyOrder(
                one -> assertThat(one).startsWith("list.yaml:1:1: an included file is a mapping"),
                one -> assertThat(one).startsWith("broken.yaml:2:1: this is not YAML"),
                one -> assertThat(one).startsWith("base.yaml:3:1: 'providers' stands here a second time"));
    }

    @Test
    void textThatIsNoFileIncludesNothing() {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse("include: base.yaml\n" + PROVIDERS, "x.yaml"));

        assertThat(wrong.mistakes()).extracting(Mistake::toString)
                .containsExactly("x.yaml:1:10: 'base.yaml' cannot"
                        + " be included: this description is no file, so that nothing is beside it");
    }
}
