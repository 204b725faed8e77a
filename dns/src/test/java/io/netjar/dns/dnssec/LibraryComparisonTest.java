package io.netjar.dns.dnssec;

import static io.netjar.dns.dnssec.SignedTree.NOW;
import static io.netjar.dns.dnssec.SignedTree.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/// Asks this validator and dnsjava's `ValidatingResolver`, which came from Unbound's, about the same answers.
class LibraryComparisonTest {
    /// Not `slow.test` and `odd.test`: the library hashes up to 150 rounds and more, and takes a zone with digests of an
    /// unknown kind for bogus.
    private static final List<String> ZONES = List.of("bank.test", "shop.test", "open.test", "late.test",
            "wrong.test",
            "plain.test", "strange.test", "branch.bank.test", "branch.shop.test", "branch.open.test");
    private static final List<String> NAMES = List.of("", "www.", "nobody.", "empty.", "deep.empty.",
            "any.wild.",
            "exact.wild.", "below.exact.wild.", "any.text.", "out.", "lost.", "toplain.", "www.moved.",
            "nobody.moved.",
            "far.", "a.b.c.");
    private static final List<Integer> TYPES = List.of(Type.A, Type.TXT);

    private final SignedTree tree = new SignedTree();
    private final Validator validator = new Validator(SignedTree.anchor());
    private final ValidatingResolver library = library();

    /// Answers the library from the tree.
    private record Head(SignedTree tree) implements Resolver {
        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            Evidence found = tree.ask(query.getQuestion().getName(), query.getQuestion().getType());
            var response = new Message(query.getHeader().getID());
            response.getHeader().setFlag(Flags.QR);
            response.getHeader().setFlag(Flags.RA);
            response.getHeader().setRcode(found.rcode());
            response.addRecord(query.getQuestion(), Section.QUESTION);
            found.answer().forEach(record -> response.addRecord(record, Section.ANSWER));
            found.authority().forEach(record -> response.addRecord(record, Section.AUTHORITY));
            return CompletableFuture.completedFuture(response);
        }

        @Override
        public void setPort(int port) {}

        @Override
        public void setTCP(boolean flag) {}

        @Override
        public void setIgnoreTruncation(boolean flag) {}

        @Override
        public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

        @Override
        public void setTSIGKey(TSIG key) {}

        @Override
        public void setTimeout(Duration timeout) {}
    }

    private ValidatingResolver library() {
        var resolver = new ValidatingResolver(new Head(tree), Clock.fixed(NOW, ZoneOffset.UTC));
        try {
            resolver.loadTrustAnchors(
                    new ByteArrayInputStream(SignedTree.anchorFile().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resolver;
    }

    private String library(String name, int type) {
        Message answer = library.sendAsync(Message.newQuery(Record.newRecord(name(name), type, DClass.IN)),
                Runnable::run).toCompletableFuture().join();
        if (answer.getHeader().getFlag(Flags.AD)) {
            return "secure";
        }
        return answer.getRcode() == Rcode.SERVFAIL ? "bogus" : "insecure";
    }

    private String own(String name, int type) {
        return switch (tree.verdict(validator, name, type)) {
            case Verdict.Secure _ -> "secure";
            case Verdict.Insecure _ -> "insecure";
            case Verdict.Bogus _ -> "bogus";
        };
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (String zone : ZONES) {
            for (String name : NAMES) {
                for (int type : TYPES) {
                    String own = own(name + zone, type);
                    String library = library(name + zone, type);
                    if (!own.equals(library)) {
                        differences.add(
                                name + zone + " " + Type.string(type) + ": " + own + ", library " + library);
                    }
                }
            }
        }
        return differences;
    }

    private void forgeAll(UnaryOperator<Evidence> forgery) {
        for (String zone : ZONES) {
            for (String name : NAMES) {
                for (int type : List.of(Type.A, Type.TXT)) {
                    tree.forge(name + zone, type, forgery);
                }
            }
        }
    }

    @Test
    void agreesAboutTheTruth() {
        assertThat(differences()).isEmpty();
    }

    @Test
    void agreesAboutAnswersWithoutSignatures() {
        forgeAll(truth -> new Evidence(truth.name(), truth.type(), truth.rcode(),
                truth.answer().stream().filter(record -> !(record instanceof RRSIGRecord)).toList(),
                truth.authority().stream().filter(record -> !(record instanceof RRSIGRecord)).toList()));
        assertThat(differences()).isEmpty();
    }

    /// Where they differ about a lie, this one believes less.
    @Test
    void believesNoDenialThatTheLibraryDoesNot() {
        List<String> mistrust = List.of("secure", "insecure", "bogus");
        for (int rcode : new int[]{Rcode.NXDOMAIN, Rcode.NOERROR}) {
            forgeAll(truth -> new Evidence(truth.name(), truth.type(), rcode, List.of(),
                    truth.authority().isEmpty()
                            ? tree.ask(name("nobody." + parent(truth)), Type.NULL).authority()
                            : truth.authority()));
            for (String zone : ZONES) {
                for (String name : NAMES) {
                    assertThat(mistrust.indexOf(own(name + zone, Type.A))).as(name + zone)
                            .isGreaterThanOrEqualTo(mistrust.indexOf(library(name + zone, Type.A)));
                }
            }
        }
    }

    /// The zone of a name that is asked for.
    private static String parent(Evidence truth) {
        return ZONES.stream().filter(zone -> truth.name().subdomain(name(zone)))
                .max(Comparator.comparingInt(String::length)).orElseThrow();
    }
}
