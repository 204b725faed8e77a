package io.netjar.internet.builder;

import static io.netjar.internet.builder.Rate.gbit;
import static io.netjar.internet.builder.Rate.mbit;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.Internet;
import io.netjar.internet.description.AccessKind;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.PageProgram;
import io.netjar.internet.description.ProviderKind;
import io.netjar.net.link.FqCoDel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What docs/builder.md shows is what stands here and what comes of it.
final class BuilderPageTest {
    private static final Pattern BLOCK = Pattern.compile("```(java|yaml)\\n(.*?)```", Pattern.DOTALL);
    private static final Path SOURCE = Path
            .of("src/test/java/io/netjar/internet/builder/BuilderPageTest.java");

    private static InternetBuilder example() {
        // docs/builder.md begins
        InternetBuilder town = InternetBuilder.create()
                .provider("hanbit", p -> p.kind(ProviderKind.RESIDENTIAL).cities("seoul", "busan")
                        .addresses("203.0.112.0/20"))
                .home("alice", h -> h.provider("hanbit").devices("laptop (wifi)", "pc")
                        .access(a -> a.kind(AccessKind.VDSL).rate(mbit(50), mbit(10))
                                .up(up -> up.queue(FqCoDel.usual()))))
                .homes(20, "flat", h -> h.provider("hanbit").city("busan").devices("tv (wifi)"))
                .site("www.shop.test", s -> s.in("hanbit", "busan").programs("/", PageProgram.ABOUT))
                .link("hanbit/seoul", "hanbit/busan", l -> l.rate(gbit(10)).delay(Duration.ofMillis(4)));
        // docs/builder.md ends
        return town;
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of("../docs/builder.md")));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                blocks.add(matcher.group(2));
            }
        }
        return blocks;
    }

    @Test
    void pageShowsTheCodeThatIsTested() throws IOException {
        String source = Files.readString(SOURCE);
        String code = source.substring(source.indexOf("docs/builder.md begins\n") + 23,
                source.indexOf("// docs/builder.md ends"));

        assertThat(blocks("java").getFirst()).isEqualTo(code.stripIndent());
    }

    @Test
    void pageShowsTheFileThatSaysTheSame() throws IOException {
        String yaml = blocks("yaml").getFirst();

        assertThat(example().toYaml()).isEqualTo(yaml);
        assertThat(Description.parse(yaml, "builder.md")).isEqualTo(example().build());
    }

    @Test
    void exampleComesToLife() throws IOException {
        Internet world = Internet.open(example().build(), Path.of(""), 42);

        assertThat(world.settle()).isTrue();
        assertThat(world.devices()).hasSize(22);
    }
}
