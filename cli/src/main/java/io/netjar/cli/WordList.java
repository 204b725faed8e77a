package io.netjar.cli;

import io.netjar.cli.prompt.Completions;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Sentences;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.event.Cable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words that can stand at each place of a line at the prompt.
final class WordList implements Completions {
    private static final String BETWEEN = "to";
    private static final List<String> BEHIND_LINES = List.of("up", "down", "there", "back", "for", "to", "by",
            "in");

    private final Set<String> names;
    private final Set<String> betweens;
    private final List<String> devices;
    private final List<String> sites;
    private final List<String> urls;
    private final List<String> nodes;

    WordList(Internet internet) {
        names = internet.faults().wiring().words();
        betweens = internet.faults().wiring().betweens();
        devices = internet.devices().stream().map(Device::name).toList();
        sites = internet.sites().stream().map(WebSite::name).toList();
        urls = internet.sites().stream().map(WebSite::url).toList();
        nodes = new ArrayList<>(devices);
        nodes.addAll(sites);
        for (Cable cable : internet.faults().wiring().cables()) {
            internet.host(cable.from()).filter(host -> !nodes.contains(host.name()))
                    .ifPresent(host -> nodes.add(host.name()));
        }
    }

    @Override
    public List<String> after(List<String> before) {
        int begin = 0;
        for (int i = 0; i < before.size(); i++) {
            begin = before.get(i).endsWith(":") && i < 4 ? i + 1 : begin;
        }
        List<String> words = before.subList(begin, before.size());
        if (words.isEmpty()) {
            return OrderReader.verbs();
        }
        String verb = words.getFirst();
        if (Sentences.VERBS.contains(verb)) {
            return sentence(words);
        }
        boolean isFirst = words.stream().skip(1)
                .allMatch(word -> word.startsWith("-") || word.startsWith("+"));
        return switch (verb) {
            case "get", "load" -> isFirst ? devices : urls;
            case "ping", "traceroute", "dig", "dns-cache", "iperf" -> isFirst ? devices : sites;
            case "ss" -> nodes;
            case "help" -> OrderReader.verbs();
            case "pace" -> List.of("faster", "slower", "real", "virtual", "paused");
            default -> List.of();
        };
    }

    private List<String> sentence(List<String> words) {
        if (words.size() == 1) {
            return List.copyOf(names);
        }
        String last = words.getLast();
        if (last.equals(BETWEEN) && words.size() == 3) {
            String begin = words.get(1) + " " + BETWEEN + " ";
            return betweens.stream().filter(name -> name.startsWith(begin))
                    .map(name -> name.substring(begin.length())).toList();
        }
        return BEHIND_LINES;
    }
}
