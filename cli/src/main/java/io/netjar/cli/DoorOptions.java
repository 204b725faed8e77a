package io.netjar.cli;

import io.netjar.gateway.DoorKind;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Target;
import io.netjar.wire.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// The options of `run` that say which doors to open, and where.
final class DoorOptions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LOCAL_HOST = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:]+]|localhost");
    /// Labels of 63 octets at most (RFC 1035 §2.3.4), in the letters that host names have.
    private static final Pattern NAME = Pattern
            .compile(
                    "(?=.{1,254}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,62})\\.)*[A-Za-z0-9_][A-Za-z0-9_-]{0,62}\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final int LAST_PORT = 65_535;
    private static final String FORWARD = "--forward";
    private static final String DOOR = "--door";
    private static final List<DoorKind> KINDS = List.of(DoorKind.SOCKS, DoorKind.HTTP, DoorKind.DNS);

    @Option(names = "--dns", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:5300", description = "DNS door, UDP and TCP (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String dns = "";

    @Option(names = "--socks", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:1080", description = "SOCKS5 door (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String socks = "";

    @Option(names = "--http", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:8118", description = "HTTP proxy door (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String http = "";

    @Option(names = FORWARD, paramLabel = "LOCAL=TARGET:PORT", description = "Carry TCP connections at LOCAL to TARGET, a name or an address inside. LOCAL is "
            + "ADDRESS:PORT or PORT, which is on 127.0.0.1; port 0 is any free one. Can be given again.")
    private List<String> forwards = List.of();

    @Option(names = DOOR, paramLabel = "DEVICE=PORTS", description = "Open doors of another device, too: DEVICE=1081 is a SOCKS5 door, "
            + "DEVICE=socks:1081,http:8081,dns:5301 some of each kind. Ports stand as for the other doors. Can be given "
            + "again.")
    private List<String> doors = List.of();

    /// A plan, the option that asked for it, and whose door it is: nobody's for the device of `--as`.
    private record Asked(String option, DoorPlan plan, String device) {
        Asked(String option, DoorPlan plan) {
            this(option, plan, "");
        }
    }

    /// What the options ask for, by the names of the devices; the first is the one of `--as`, whose name is empty here.
    ///
    /// @throws Failure if any of it cannot be; tells all mistakes at once
    Map<String, List<DoorPlan>> plans() throws Failure {
        var asked = new ArrayList<Asked>();
        var problems = new ArrayList<String>();
        plan("--dns", DoorKind.DNS, dns, asked, problems);
        plan("--socks", DoorKind.SOCKS, socks, asked, problems);
        plan("--http", DoorKind.HTTP, http, asked, problems);
        for (String forward : forwards) {
            planForward(forward, asked, problems);
        }
        for (String door : doors) {
            planDoors(door, asked, problems);
        }
        clashes(asked, problems);
        if (!problems.isEmpty()) {
            throw Failure.usage(String.join("\n", problems));
        }
        Map<String, List<DoorPlan>> plans = new LinkedHashMap<>();
        plans.put("", new ArrayList<>());
        asked.forEach(each -> plans.computeIfAbsent(each.device(), _ -> new ArrayList<>()).add(each.plan()));
        return plans;
    }

    /// What to say about doors of `plans` that others than programs of this machine can come to.
    static List<String> warnings(List<DoorPlan> plans) {
        return plans.stream().filter(plan -> !plan.address().getAddress().isLoopbackAddress())
                .map(plan -> "warning: the " + plan.kind().label() + " door on "
                        + plan.address().getAddress().getHostAddress()
                        + " is open to everybody who can reach this machine, and asks for no password"
                        + (plan.kind() == DoorKind.DNS ? "; it answers forged senders, too" : ""))
                .toList();
    }

    private static void plan(String option, DoorKind kind, String text, List<Asked> asked,
            List<String> problems) {
        if (!text.equals("off")) {
            address(option, text, problems)
                    .ifPresent(address -> asked.add(new Asked(option, new DoorPlan(kind, address))));
        }
    }

    private static void planDoors(String text, List<Asked> asked, List<String> problems) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            problems.add(DOOR + ": '" + text + "' is not DEVICE=PORTS, like bob/desktop=1081 or "
                    + "bob/desktop=socks:1081,http:8081,dns:5301");
            return;
        }
        for (String part : text.substring(equals + 1).split(",", -1)) {
            DoorKind kind = KINDS.stream().filter(each -> part.startsWith(word(each) + ":")).findFirst()
                    .orElse(DoorKind.SOCKS);
            String where = part.startsWith(word(kind) + ":") ? part.substring(word(kind).length() + 1) : part;
            address(DOOR, where, problems).ifPresent(address -> asked.add(new Asked(DOOR + " " + text,
                    new DoorPlan(kind, address), text.substring(0, equals))));
        }
    }

    /// A kind of door in one word, as it is typed.
    static String word(DoorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void planForward(String text, List<Asked> asked, List<String> problems) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            problems.add(FORWARD + ": '" + text
                    + "' is not LOCAL=TARGET:PORT, like 127.0.0.1:9301=exchange.test:80");
            return;
        }
        Optional<InetSocketAddress> address = address(FORWARD, text.substring(0, equals), problems);
        Optional<Target> target = target(text.substring(equals + 1), problems);
        if (address.isPresent() && target.isPresent()) {
            asked.add(new Asked(FORWARD + " " + text, DoorPlan.forward(address.get(), target.get())));
        }
    }

    private static Optional<InetSocketAddress> address(String option, String text, List<String> problems) {
        int colon = text.lastIndexOf(':');
        int port = port(text.substring(colon + 1));
        if (port < 0) {
            problems.add(option + ": '" + text + "' is not an address and port like 127.0.0.1:1080 "
                    + "(ports are 0 to 65535, 0 for any free one)");
            return Optional.empty();
        }
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        try {
            if (!LOCAL_HOST.matcher(host).matches()) {
                throw new UnknownHostException(host);
            }
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException _) {
            problems.add(option + ": '" + host + "' is not an address of this machine like 127.0.0.1");
            return Optional.empty();
        }
    }

    private static Optional<Target> target(String text, List<String> problems) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        int port = port(text.substring(colon + 1));
        String problem = "";
        if (text.startsWith("[")) {
            problem = "' is an IPv6 address; doors lead to names and IPv4 addresses";
        } else if (colon < 0 || port < 1) {
            problem = "' is not a name or address inside and a port, like exchange.test:80 (ports are 1 to 65535)";
        } else if (!isHost(host)) {
            problem = "' has no host name or IPv4 address before its port, like exchange.test:80";
        }
        if (!problem.isEmpty()) {
            problems.add(FORWARD + ": '" + text + problem);
            return Optional.empty();
        }
        return Optional.of(new Target(host, port));
    }

    private static boolean isHost(String host) {
        return DIGITS_AND_DOTS.matcher(host).matches()
                ? IpAddress.parse(host).isPresent()
                : NAME.matcher(host).matches();
    }

    /// The port that `text` is, or -1.
    private static int port(String text) {
        int port = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        return port <= LAST_PORT ? port : -1;
    }

    /// Doors that would want one and the same port.
    private static void clashes(List<Asked> asked, List<String> problems) {
        for (int i = 0; i < asked.size(); i++) {
            for (Asked other : asked.subList(0, i)) {
                if (isSame(asked.get(i).plan().address(), other.plan().address())) {
                    problems.add(asked.get(i).option() + ": " + other.option() + " has that port already");
                }
            }
        }
    }

    private static boolean isSame(InetSocketAddress one, InetSocketAddress other) {
        boolean everywhere = one.getAddress().isAnyLocalAddress() || other.getAddress().isAnyLocalAddress();
        return one.getPort() != 0 && one.getPort() == other.getPort()
                && (everywhere || one.getAddress().equals(other.getAddress()));
    }
}
