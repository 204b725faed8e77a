package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The exchange's echo as the Autobahn suite sees it from alice's laptop, by a forward and over the sea.
///
/// `mvn verify` runs all but the cases of class 9, which send up to 16 MiB or wait for a thousand round trips;
/// `verify/autobahn` runs those, too. Time inside goes eight times as fast, as each case needs some round trips of 130 ms, and
/// case 9.7 gives a thousand of them a minute; much faster, and a ping of the server would come within the pauses that cases
/// make inside a frame. The long messages are sent at real pace: the suite takes many seconds to write one, and answers no
/// pings meanwhile.
class AutobahnTest {
    private static final String LONG = "9.1.*,9.2.*,9.3.*,9.4.*,9.5.*,9.6.*";
    private static final String CASES = System.getProperty("netjar.autobahn", "*");
    private static final boolean ALL = Boolean.getBoolean("netjar.autobahn.all");
    private static final int MINUTES = 30;
    private static final Path TABLE = Path.of("target/autobahn.txt");

    @Test
    void findsNothingToComplainOf() throws IOException {
        List<Autobahn.Verdict> verdicts = new ArrayList<>(judged("8", CASES, ALL ? LONG : "9.*"));
        if (ALL && CASES.equals("*")) {
            verdicts.addAll(judged("real", LONG, ""));
        }
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.writeString(TABLE, table(verdicts));
        assertThat(verdicts).allMatch(Autobahn.Verdict::isGood);
        if (CASES.equals("*")) {
            assertThat(verdicts).hasSize(ALL ? 301 : 247);
        }
    }

    private static List<Autobahn.Verdict> judged(String pace, String cases, String without)
            throws IOException {
        try (Netjar netjar = Netjar.run("--forward", "0=exchange.test:80", "--pace", pace)) {
            String url = "ws://" + netjar.forward("exchange.test:80") + "/echo";
            return Autobahn.judge(url, cases, without, MINUTES);
        }
    }

    /// What `verify/autobahn` prints: each class of cases with its verdicts, then the cases that are not plainly OK.
    private static String table(List<Autobahn.Verdict> verdicts) {
        Map<String, Map<String, Long>> classes = verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.id().substring(0, verdict.id().indexOf('.')),
                        TreeMap::new,
                        Collectors.groupingBy(AutobahnTest::judgement, TreeMap::new, Collectors.counting())));
        var text = new StringBuilder();
        classes.forEach((name, counts) -> text.append("class %-3s %s%n".formatted(name, counts)));
        verdicts.stream().filter(verdict -> !judgement(verdict).equals("OK")).forEach(verdict -> text.append(
                "%-8s %-14s closing %-14s %6d ms  %s%n".formatted(verdict.id(), verdict.behavior(),
                        verdict.closing(), verdict.millis(), verdict.result())));
        long good = verdicts.stream().filter(Autobahn.Verdict::isGood).count();
        return text.append("%d of %d cases pass%n".formatted(good, verdicts.size())).toString();
    }

    private static String judgement(Autobahn.Verdict verdict) {
        return verdict.closing().equals("OK") || verdict.behavior().equals(verdict.closing())
                ? verdict.behavior()
                : verdict.behavior() + ", closing " + verdict.closing();
    }
}
