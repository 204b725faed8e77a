package io.netjar.cli;

import io.netjar.dns.DigPart;
import io.netjar.dns.DigQuery;
import io.netjar.internet.description.DidYouMean;
import io.netjar.wire.IpAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// The words after `dig`: options and the server in any place, the others in the order device, name, type.
///
/// @param server who is asked, a name or an address; the device's own resolver if nobody is named
/// @param question what is asked, but for the server
/// @param on the options that are on
record DigArguments(String device, Optional<String> server, DigQuery question, Set<Plus> on) {
    /// An option of BIND's dig that begins with `+`.
    enum Plus {
        TRACE, SHORT, DNSSEC, CDFLAG, TCP, RECURSE, CMD, COMMENTS, QUESTION, ANSWER, AUTHORITY, ADDITIONAL, STATS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ALL = "all";
    /// What `+all` and `+noall` are about.
    private static final Set<Plus> PARTS = EnumSet.range(Plus.CMD, Plus.STATS);

    /// @param words as typed
    /// @param reverse the address after `-x`, or empty
    /// @param type the type after `-t`, or empty
    static DigArguments parse(List<String> words, String reverse, String type) throws Failure {
        Set<Plus> on = EnumSet.copyOf(PARTS);
        on.add(Plus.RECURSE);
        for (String word : words) {
            if (word.startsWith("+")) {
                turn(on, word);
            }
        }
        Optional<String> server = words.stream().filter(word -> word.startsWith("@"))
                .reduce((_, last) -> last)
                .map(word -> word.substring(1));
        List<String> rest = words.stream().filter(word -> !word.startsWith("+") && !word.startsWith("@"))
                .toList();
        int names = reverse.isEmpty() ? 2 : 1;
        if (rest.size() < names || rest.size() > names + (type.isEmpty() ? 1 : 0)) {
            throw Failure.usage("dig needs a device and a name, and perhaps a type, "
                    + "like 'dig alice/laptop www.shop.test A' or 'dig alice/laptop -x 198.51.96.1'");
        }
        String usual = reverse.isEmpty() ? "A" : "PTR";
        String last = rest.size() > names ? rest.get(names) : usual;
        Name name = reverse.isEmpty() ? name(rest.get(1)) : reversed(reverse);
        DigQuery question = DigQuery.of(name, type(type.isEmpty() ? last : type)).with(wishes(on));
        return new DigArguments(rest.getFirst(), server, question, on);
    }

    private static void turn(Set<Plus> on, String word) throws Failure {
        boolean isOff = word.startsWith("+no");
        String name = word.substring(isOff ? 3 : 1);
        Set<Plus> meant = meant(word, name);
        if (isOff) {
            on.removeAll(meant);
        } else {
            on.addAll(meant);
        }
    }

    /// The beginning of a name is enough if no other begins like it.
    private static Set<Plus> meant(String word, String name) throws Failure {
        if (name.equals(ALL)) {
            return PARTS;
        }
        List<Plus> found = Arrays.stream(Plus.values())
                .filter(each -> !name.isEmpty() && each.word().startsWith(name))
                .toList();
        if (found.size() != 1) {
            List<String> names = Arrays.stream(Plus.values()).map(each -> "+" + each.word()).toList();
            throw Failure.usage("dig: '" + word + "' is not known" + DidYouMean.hint("+" + name, names)
                    + " There are: " + String.join(", ", names) + ", +all; 'no' before one turns it round");
        }
        return EnumSet.of(found.getFirst());
    }

    private static Set<DigQuery.Wish> wishes(Set<Plus> on) {
        Set<DigQuery.Wish> wishes = EnumSet.noneOf(DigQuery.Wish.class);
        if (on.contains(Plus.DNSSEC)) {
            wishes.add(DigQuery.Wish.DNSSEC);
        }
        if (on.contains(Plus.CDFLAG)) {
            wishes.add(DigQuery.Wish.CHECKING_DISABLED);
        }
        if (on.contains(Plus.TCP)) {
            wishes.add(DigQuery.Wish.TCP);
        }
        if (!on.contains(Plus.RECURSE)) {
            wishes.add(DigQuery.Wish.NO_RECURSION);
        }
        return wishes;
    }

    private static Name name(String text) throws Failure {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw Failure.usage("dig: '" + text + "' is not a domain name: " + e.getMessage());
        }
    }

    /// RFC 1035 §3.5.
    private static Name reversed(String text) throws Failure {
        return ReverseMap.fromAddress(IpAddress.parse(text)
                .orElseThrow(
                        () -> Failure.usage("dig: -x: '" + text + "' is not an address like 198.51.96.1"))
                .octets());
    }

    private static int type(String text) throws Failure {
        int type = Type.value(text);
        if (type < 0) {
            throw Failure.usage(
                    "dig: '" + text + "' is not a type of record like A, AAAA, NS, MX, TXT or SOA");
        }
        return type;
    }

    boolean has(Plus option) {
        return on.contains(option);
    }

    /// What is printed of a response.
    Set<DigPart> parts() {
        Set<DigPart> parts = EnumSet.noneOf(DigPart.class);
        for (Plus each : on) {
            switch (each) {
                case COMMENTS -> parts.add(DigPart.COMMENTS);
                case QUESTION -> parts.add(DigPart.QUESTION);
                case ANSWER -> parts.add(DigPart.ANSWER);
                case AUTHORITY -> parts.add(DigPart.AUTHORITY);
                case ADDITIONAL -> parts.add(DigPart.ADDITIONAL);
                case STATS -> parts.add(DigPart.STATISTICS);
                case TRACE, SHORT, DNSSEC, CDFLAG, TCP, RECURSE, CMD -> {
                    // They are about something else.
                }
            }
        }
        return parts;
    }
}
