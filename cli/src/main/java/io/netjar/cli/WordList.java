package io.netjar.cli;

import io.netjar.cli.prompt.Completions;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Sentences;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.event.Cable;
import io.netjar.internet.event.Target;
import io.netjar.internet.event.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words that can stand at each place of a line at the prompt.
final class WordList implements Completions {
    private static final String BETWEEN = "to";
    private static final List<String> WHEN = List.of("at", "after", "every");
    /// The sentences that are about Wi-Fi alone.
    private static final List<String> WIFI = List.of("signal", "crowd");
    private static final List<String> BEHIND_LINES = List.of("up", "down", "there", "back", "for", "to", "by",
            "in");

    private final Set<String> names;
    private final Set<String> betweens;
    private final List<String> devices;
    private final List<String> sites;
    private final List<String> urls;
    private final List<String> sockets;
    private final List<String> radios;
    private final List<String> nodes;

    WordList(Internet internet) {
        names = internet.faults().wiring().words();
        betweens = internet.faults().wiring().betweens();
        devices = internet.devices().stream().map(Device::name).toList();
        sites = internet.sites().stream().map(WebSite::name).toList();
        urls = internet.sites().stream().map(WebSite::url).toList();
        sockets = internet.sites().stream().flatMap(site -> site.programs().keySet().stream()
                .map(path -> site.url().replaceFirst("^http", "ws").replaceFirst("/$", path))).toList();
        Wiring wiring = internet.faults().wiring();
        radios = names.stream()
                .filter(name -> wiring.find(name).filter(each -> each instanceof Target.Cables).isEmpty())
                .toList();
        nodes = new ArrayList<>(devices);
        nodes.addAll(sites);
        for (Cable cable : internet.faults().wiring().cables()) {
            internet.host(cable.from()).filter(host -> !nodes.contains(host.name()))
                    .ifPresent(host -> nodes.add(host.name()));
        }
    }

    @Override
    public List<String> after(List<String> before) {
        List<String> words = before;
        while (!words.isEmpty() && WHEN.contains(words.getFirst())) {
            int colon = 1;
            while (colon < words.size() && !words.get(colon).endsWith(":")) {
                colon++;
            }
            if (colon == words.size()) {
                return List.of("for");
            }
            words = words.subList(colon + 1, words.size());
        }
        if (words.isEmpty()) {
            return OrderReader.verbs();
        }
        String verb = words.getFirst();
        if (Sentences.VERBS.contains(verb)) {
            return sentence(words);
        }
        boolean isFirst = words.stream().skip(1)
                .allMatch(word -> word.startsWith("-") || word.startsWith("+") || word.startsWith("@"));
        return switch (verb) {
            case "get", "load" -> isFirst ? devices : urls;
            case "ws" -> isFirst ? devices : sockets;
            case "ping", "traceroute", "dig", "dns-cache", "iperf" -> isFirst ? devices : sites;
            case "ss" -> nodes;
            case "help" -> OrderReader.verbs();
            case "pace" -> List.of("faster", "slower", "real", "virtual", "paused");
            default -> List.of();
        };
    }

    private List<String> sentence(List<String> words) {
        String verb = words.getFirst();
        if (words.size() == 1) {
            return WIFI.contains(verb) ? radios : List.copyOf(names);
        }
        if (words.getLast().equals(BETWEEN) && words.size() == 3) {
            String begin = words.get(1) + " " + BETWEEN + " ";
            List<String> ends = betweens.stream().filter(name -> name.startsWith(begin))
                    .map(name -> name.substring(begin.length())).toList();
            return ends.isEmpty() ? values(verb) : ends;
        }
        return words.getLast().equals(BETWEEN) ? values(verb) : BEHIND_LINES;
    }

    private static List<String> values(String verb) {
        return switch (verb) {
            case "queue" -> List.of("codel", "fq-codel");
            case "signal" -> List.of("good", "weak", "far");
            default -> List.of();
        };
    }
}
