package io.netjar.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// There is no way out of a folder.
class FolderTest {
    @TempDir
    Path outside;
    private Path root;
    private Folder folder;

    @BeforeEach
    void makesAFolder() throws IOException {
        root = Files.createDirectories(outside.resolve("site"));
        Files.createDirectories(root.resolve("sub"));
        Files.createDirectories(root.resolve(".well-known"));
        Files.createDirectories(root.resolve("sub/.well-known"));
        Files.writeString(root.resolve("sub/a.txt"), "a");
        Files.writeString(root.resolve(".well-known/security.txt"), "call us");
        Files.writeString(root.resolve(".well-known/.hidden"), "secret");
        Files.writeString(root.resolve("sub/.well-known/x"), "secret");
        Files.writeString(root.resolve(".env"), "secret");
        Files.createDirectories(outside.resolve("site-two"));
        Files.writeString(outside.resolve("site-two/secret.txt"), "secret");
        folder = new Folder(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../site-two/secret.txt", "/sub/../../site-two/secret.txt", "/..", "/sub/..",
            "/.env",
            "/.well-known/.hidden", "/sub/.well-known/x", "/sub/a.txt/", "/sub/a.txt/..", "/a\0b",
            "/sub\0/a.txt", "/.",
            "/sub/.", "/.well-known/../.env"})
    void hidesWhatIsNotToBeSeen(String path) throws IOException {
        assertThat(folder.locate(path)).isEmpty();
    }

    @Test
    void showsWhatIsWellKnown() throws IOException {
        assertThat(folder.locate("/.well-known/security.txt")).isPresent();
        assertThat(folder.locate("/sub/a.txt")).isPresent();
    }

    @Test
    void findsNothingByLinksThatLeadOutAroundOrToWhatIsHidden() throws IOException {
        Files.createSymbolicLink(root.resolve("neighbour"), Path.of("../site-two"));
        Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
        Files.createSymbolicLink(root.resolve("open.txt"), Path.of(".env"));
        Files.createSymbolicLink(root.resolve("good.txt"), Path.of("sub/a.txt"));

        assertThat(folder.locate("/neighbour/secret.txt")).isEmpty();
        assertThat(folder.locate("/circle")).isEmpty();
        assertThat(folder.locate("/open.txt")).isEmpty();
        assertThat(folder.locate("/good.txt")).isPresent();
    }

    @Test
    void opensNothingElseWhenALinkIsPutInAFilesPlace() throws IOException {
        Folder.Place file = folder.locate("/sub/a.txt").orElseThrow();
        Files.delete(root.resolve("sub/a.txt"));
        Files.createSymbolicLink(root.resolve("sub/a.txt"), outside.resolve("site-two/secret.txt"));

        assertThatThrownBy(() -> folder.open(file.real())).isInstanceOf(IOException.class);
    }

    @Test
    void opensNothingElseWhenALinkIsPutInAFoldersPlace() throws IOException {
        Files.writeString(root.resolve("sub/secret.txt"), "mine");
        Folder.Place file = folder.locate("/sub/secret.txt").orElseThrow();
        Files.move(root.resolve("sub"), outside.resolve("moved"));
        Files.createSymbolicLink(root.resolve("sub"), outside.resolve("site-two"));

        assertThatThrownBy(() -> folder.open(file.real())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..%2fsite-two/secret.txt", "/..%2Fsite-two%2Fsecret.txt",
            "/%2e%2e%2fsite-two/secret.txt",
            "/%252e%252e/site-two/secret.txt", "/..%5csite-two/secret.txt", "/..%c0%afsite-two/secret.txt",
            "/%c0%ae%c0%ae/site-two/secret.txt", "/..%00/site-two/secret.txt",
            "/sub/%2e%2e/%2e%2e/site-two/secret.txt",
            "/.%2e/site-two/secret.txt", "/....//site-two/secret.txt", "/..;/site-two/secret.txt",
            "/%uff0e%uff0e/site-two/secret.txt", "/%ef%bc%8e%ef%bc%8e/site-two/secret.txt",
            "/../site-two/secret.txt",
            "//../site-two/secret.txt", "/~root/secret.txt", "/%2e%65nv", "/.env%20",
            "/sub/..%09/..%09/site-two/secret.txt",
            "/file:///etc/passwd", "/dev/null", "/CON", "/sub/a.txt::$DATA"})
    void hasNoEncodingThatLeadsOut(String target) throws IOException {
        String response = new Browser(Content.folder(root)).get(target);

        assertThat(response).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("secret");
    }

    @Nested
    class Live {
        private long nanos;

        private Body body(Content content) throws IOException {
            return ((Content.Found.File) content.find("/sub/a.txt")).body();
        }

        private static String text(Body body) throws IOException {
            byte[] bytes = new byte[(int) body.length()];
            try (Body.Reader reader = body.open()) {
                reader.read(0, bytes);
            }
            return new String(bytes, UTF_8);
        }

        @Test
        void tellsTheFilesOwnTime() throws IOException {
            Files.setLastModifiedTime(root.resolve("sub/a.txt"),
                    FileTime.from(Instant.parse("2024-02-29T12:00:00Z")));
            Body body = body(Content.liveFolder(root, () -> nanos));

            assertThat(body.lastModifiedSeconds()).isEqualTo(1_709_208_000);
            assertThat(body(Content.folder(root)).lastModifiedSeconds()).isEqualTo(Engine.EPOCH_SECONDS);
        }

        @Test
        void seesAnEditAfterAMomentAndGivesItAnotherTag() throws IOException {
            Content content = Content.liveFolder(root, () -> nanos);
            Body before = body(content);
            assertThat(text(before)).isEqualTo("a");
            Files.writeString(root.resolve("sub/a.txt"), "longer");

            assertThat(body(content)).isSameAs(before);
            nanos += TimeUnit.MILLISECONDS.toNanos(50);
            assertThat(text(body(content))).isEqualTo("longer");
            assertThat(body(content).entityTag()).isNotEqualTo(before.entityTag());
        }

        @Test
        void seesThatAFileIsGoneAndAnotherThere() throws IOException {
            Content content = Content.liveFolder(root, () -> nanos);
            body(content);
            Files.delete(root.resolve("sub/a.txt"));
            nanos += TimeUnit.SECONDS.toNanos(1);

            assertThat(content.find("/sub/a.txt")).isInstanceOf(Content.Found.Missing.class);
            Files.createDirectories(root.resolve("sub/a.txt"));
            nanos += TimeUnit.SECONDS.toNanos(1);
            assertThat(content.find("/sub/a.txt")).isInstanceOf(Content.Found.Folder.class);
        }

        @Test
        void sendsAFileToItsEndThatWasForgottenMeanwhile() throws IOException {
            byte[] bytes = new byte[100_000];
            bytes[99_999] = 7;
            Files.write(root.resolve("sub/a.txt"), bytes);
            Content content = Content.liveFolder(root, () -> nanos);
            Body.Reader reader = body(content).open();
            for (int i = 0; i < 1000; i++) {
                content.find("/none" + i);
            }
            Files.delete(root.resolve("sub/a.txt"));

            byte[] end = new byte[1];
            reader.read(99_999, end);
            reader.close();
            assertThat(end[0]).isEqualTo((byte) 7);
        }

        @Test
        void refusesAFileThatChangedBetweenLookingAndOpening() throws IOException {
            Body body = body(Content.liveFolder(root, () -> nanos));
            Files.writeString(root.resolve("sub/a.txt"), "longer");

            assertThatThrownBy(body::open).isInstanceOf(IOException.class);
        }
    }
}
