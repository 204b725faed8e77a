package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/// resolv.conf(5)'s search list and ndots, as glibc goes through them.
class NameSearchTest {
    private static final List<Name> DOMAINS = List.of(Name.fromConstantString("eu.acme.test."),
            Name.fromConstantString("acme.test."));
    private final Map<String, LookupResult> world = new LinkedHashMap<>();
    private final List<String> tried = new ArrayList<>();

    private void exists(String name) {
        Name whole = Name.fromConstantString(name);
        world.put(name, new LookupResult.Addresses(whole, whole, List.of(IpAddress.of("192.0.2.1")), 60));
    }

    private void fails(String name, String reason) {
        world.put(name, new LookupResult.Failed(Name.fromConstantString(name), reason));
    }

    private LookupResult search(String typed, int ndots) {
        List<LookupResult> results = new ArrayList<>();
        new NameSearch(Names.parse(typed).orElseThrow(), typed.endsWith("."), DOMAINS, ndots,
                (name, heard) -> {
                    tried.add(name.toString());
                    heard.accept(world.getOrDefault(name.toString(), new LookupResult.NoSuchName(name)));
                }, results::add).start();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    @Test
    void looksForAShortNameInEachDomainAndThenAsItIs() {
        assertThat(search("printer", 1))
                .isEqualTo(new LookupResult.NoSuchName(Name.fromConstantString("printer.")));
        assertThat(tried).containsExactly("printer.eu.acme.test.", "printer.acme.test.", "printer.");
    }

    @Test
    void stopsAtTheFirstThatExists() {
        exists("printer.eu.acme.test.");
        exists("printer.acme.test.");
        assertThat(search("printer", 1).name()).hasToString("printer.eu.acme.test.");
        assertThat(tried).hasSize(1);
    }

    @Test
    void triesANameWithEnoughDotsAsItIsFirst() {
        search("www.shop", 1);
        assertThat(tried).containsExactly("www.shop.", "www.shop.eu.acme.test.", "www.shop.acme.test.");
        tried.clear();
        search("www.shop", 2);
        assertThat(tried).containsExactly("www.shop.eu.acme.test.", "www.shop.acme.test.", "www.shop.");
        tried.clear();
        search("printer", 0);
        assertThat(tried).first().isEqualTo("printer.");
    }

    @Test
    void addsNothingToANameThatEndsWithADot() {
        search("printer.", 1);
        assertThat(tried).containsExactly("printer.");
    }

    @Test
    void tellsThatANameExistsSomewhereWithoutAddresses() {
        Name whole = Name.fromConstantString("printer.eu.acme.test.");
        world.put(whole.toString(), new LookupResult.NoData(whole));
        assertThat(search("printer", 1)).isInstanceOf(LookupResult.NoData.class);
        assertThat(tried).hasSize(3);
    }

    @Test
    void goesOnAfterAServerFailureAndTellsOfItIfNothingIsFound() {
        fails("printer.eu.acme.test.", "SERVFAIL from 192.0.2.53:53");
        assertThat(search("printer", 1)).isInstanceOf(LookupResult.Failed.class);
        exists("printer.acme.test.");
        assertThat(search("printer", 1)).isInstanceOf(LookupResult.Addresses.class);
    }

    @Test
    void stopsWhenNobodyAnswers() {
        fails("printer.eu.acme.test.", "timed out (192.0.2.53:53)");
        assertThat(search("printer", 1)).isInstanceOf(LookupResult.Failed.class);
        assertThat(tried).hasSize(1);
    }

    @Test
    void tellsWhatCameOfTheWholeNameIfThatWasTriedFirst() {
        fails("www.shop.test.", "SERVFAIL from 192.0.2.53:53");
        assertThat(search("www.shop.test", 1)).isInstanceOf(LookupResult.Failed.class);
        assertThat(tried).hasSize(3);
    }

    @Test
    void leavesOutWhatWouldBeTooLongForAName() {
        search("a".repeat(63) + ("." + "b".repeat(62)).repeat(2) + "." + "c".repeat(58), 9);
        assertThat(tried).hasSize(1);
    }

    @Test
    void waitsAsGlibcDoesForEachServer() {
        StubSettings usual = StubSettings.usual();
        assertThat(List.of(usual.timeoutNanos(0, 3), usual.timeoutNanos(1, 3), usual.timeoutNanos(2, 3)))
                .containsExactly(5_000_000_000L, 3_000_000_000L, 6_000_000_000L);
        assertThat(usual.timeoutNanos(1, 2)).isEqualTo(5_000_000_000L);
    }
}
