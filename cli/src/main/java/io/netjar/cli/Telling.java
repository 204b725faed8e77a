package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Internet;
import io.netjar.internet.Listing;
import io.netjar.internet.description.Sentences;
import io.netjar.internet.event.InForce;
import io.netjar.internet.event.TimedEvent;
import io.netjar.internet.event.Units;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// What people are told of a running Internet: its events, its lines, its pace, and what they can type.
final class Telling {
    private static final String HELP = """
            On lines (a LINE is a line's or a cable's name, either end first, or a device, server, router, home, site or provider):
              cut LINE [for TIME]                    heal [LINE]
              slow LINE to RATE [for TIME]           delay LINE by TIME [for TIME]
              lose LINE SHARE [in bursts of COUNT] [for TIME]
              jitter LINE by TIME [for TIME]         reorder LINE SHARE by TIME [for TIME]
              duplicate LINE SHARE [for TIME]        corrupt LINE SHARE [for TIME]
              mtu LINE to BYTES [for TIME]           queue LINE to LIMIT|codel|fq-codel [for TIME]
              restore [LINE]                         'up' or 'down' behind LINE: one direction only
            On Wi-Fi (a home's, like alice/wifi, or a device in it), besides cut, heal, queue and restore:
              signal NAME to SIGNAL [for TIME]       crowd WIFI SHARE [for TIME]
            Again and again, until 'restore':
              every TIME [for TIME]: …
            As a device, as the commands of netjar ('help COMMAND' tells more):
              %s
            The run:
              events, links [PART OF A NAME], pace [faster|slower|real|virtual|paused|NUMBER], pause, resume, step [TIME],
              at TIME: …, after TIME: …, wait [TIME], help [COMMAND], stop (or quit)""";

    private final Internet internet;
    private final PacedRunner runner;
    private final long begin;
    private final PrintWriter out;

    /// @param begin what the times of events count from
    Telling(Internet internet, PacedRunner runner, long begin, PrintWriter out) {
        this.internet = internet;
        this.runner = runner;
        this.begin = begin;
        this.out = out;
    }

    void tell(Order.Tell tell) {
        switch (tell.topic()) {
            case EVENTS -> events();
            case LINKS -> links(tell.about());
            case PACE -> out.println(StatusLine.text(
                    new StatusLine.Reading(runner.pace(), runner.lateness(), internet.engine().now())));
            case HELP -> help(tell.about());
        }
    }

    private void events() {
        long now = internet.engine().now();
        List<String> lines = new ArrayList<>();
        for (InForce each : internet.faults().inForce()) {
            String left = each.endNanos() == Engine.NEVER
                    ? ""
                    : " (" + Units.time(Duration.ofMillis((each.endNanos() - now) / 1_000_000)) + " left)";
            lines.add("in force: " + each.action().sentence() + left);
        }
        for (TimedEvent event : internet.description().events()) {
            if (begin + event.at().toNanos() > now) {
                lines.add("to come: " + event);
            }
        }
        (lines.isEmpty() ? List.of("nothing is in force, and nothing to come is described") : lines)
                .forEach(out::println);
    }

    private void links(String part) {
        List<List<String>> rows = new ArrayList<>();
        internet.links().forEach((name, link) -> {
            if (name.contains(part)) {
                rows.add(row(name, link));
            }
        });
        Inventory.print(out, new Listing("links", List.of("name", "state", "there", "back"), rows));
    }

    private static List<String> row(String name, Link link) {
        return List.of(name, link.isUp() ? "up" : "cut", text(link.aToB()), text(link.bToA()));
    }

    private static String text(LinkSpec spec) {
        return Units.rate(spec.bitsPerSecond()) + ", " + Units.time(spec.delay())
                + (spec.mtu() == NetworkInterface.ETHERNET_MTU ? "" : ", MTU " + spec.mtu())
                + (spec.loss() == 0 ? "" : ", loses " + Units.share(spec.loss()))
                + (spec.impairments().isNone() ? "" : ", impaired");
    }

    private void help(String about) {
        var command = OrderReader.command(about);
        if (command.isPresent()) {
            new CommandLine(command.get()).usage(out);
            return;
        }
        if (Sentences.VERBS.contains(about)) {
            HELP.lines().filter(line -> line.contains(" " + about + " "))
                    .forEach(line -> out.println(line.strip()));
            return;
        }
        out.println(HELP.formatted(String.join(", ", OrderReader.commandNames())));
    }
}
