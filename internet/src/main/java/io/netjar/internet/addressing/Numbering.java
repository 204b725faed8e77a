package io.netjar.internet.addressing;

import io.netjar.net.ip.InterfaceAddress;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which interface has which address. What a person said holds; everything else has its usual address, or if somebody was
/// given that, the first one that is nobody's, so that nothing moves that is not in the way.
///
/// An address that is said may be anywhere in the prefix that its [Segment] is taken from: the segment's network is then
/// the one of its size around that address.
public final class Numbering {
    /// The first of a network's addresses that a home's or an office's DHCP server gives, if it has to
    /// ([io.netjar.net.dhcp.DhcpScope#withRoomFor]); those before are of routers and servers.
    public static final int POOL = 3;

    private final Map<String, IpAddress> said;
    private final Flaws flaws;
    private final Map<String, InterfaceAddress> addresses = new LinkedHashMap<>();

    /// Is told what cannot be.
    @FunctionalInterface
    public interface Flaws {
        /// An address that was said cannot be.
        ///
        /// @param name of the interface of which it was said
        /// @param message what was found, and what would be right
        void at(String name, String message);
    }

    /// A network that somebody has.
    private record Block(IpPrefix network, String owner) {}

    /// @param said addresses by the full names of interfaces
    public Numbering(Map<String, IpAddress> said, Flaws flaws) {
        this.said = new LinkedHashMap<>(said);
        this.flaws = flaws;
    }

    /// Numbers segments no two of which may overlap.
    ///
    /// @param segments whose usual networks do not overlap
    public void number(List<Segment> segments) {
        var taken = new TreeMap<IpAddress, Block>();
        Map<Integer, IpPrefix> networks = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            int index = i;
            saidNetwork(segments.get(i), taken).ifPresent(network -> networks.put(index, network));
        }
        List<Integer> displaced = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            IpPrefix usual = segments.get(i).usual();
            if (!networks.containsKey(i)) {
                if (overlapping(usual, taken).isEmpty()) {
                    networks.put(i, take(usual, segments.get(i).fixed().getFirst(), taken));
                } else {
                    displaced.add(i);
                }
            }
        }
        for (int i : displaced) {
            networks.put(i, free(segments.get(i), taken));
        }
        networks.forEach((i, network) -> assign(segments.get(i), network));
    }

    private static IpPrefix take(IpPrefix network, String owner, NavigableMap<IpAddress, Block> taken) {
        taken.put(network.address(), new Block(network, owner));
        return network;
    }

    /// The network around the first address that is said of the segment; what else is said must be in it.
    private Optional<IpPrefix> saidNetwork(Segment segment, NavigableMap<IpAddress, Block> taken) {
        Optional<IpPrefix> network = Optional.empty();
        Map<IpAddress, String> holders = new LinkedHashMap<>();
        for (String name : segment.interfaces()) {
            IpAddress address = said.get(name);
            if (address == null) {
                continue;
            }
            IpPrefix at = network.orElse(IpPrefix.holding(address, segment.usual().length()));
            String flaw = flaw(segment, address, at, holders);
            if (!flaw.isEmpty()) {
                said.remove(name);
                flaws.at(name, "'" + name + "' cannot have " + address + ": " + flaw);
            } else if (network.isEmpty()) {
                overlapping(at, taken).ifPresent(other -> flaws.at(name,
                        "'" + name + "' cannot have " + address + ": its network " + at + " overlaps "
                                + other.network() + ", where '" + other.owner() + "' is"));
                network = Optional.of(take(at, name, taken));
            }
            holders.putIfAbsent(address, name);
        }
        return network;
    }

    private static String flaw(Segment segment, IpAddress address, IpPrefix network,
            Map<IpAddress, String> holders) {
        if (!segment.within().contains(address)) {
            return "it must be in " + segment.within() + " of " + segment.owner();
        }
        if (holders.containsKey(address)) {
            return "it is the address of '" + holders.get(address) + "'";
        }
        if (!network.contains(address)) {
            return "'" + holders.values().iterator().next() + "', with which it shares a network, is in "
                    + network;
        }
        return address.equals(network.address()) || address.equals(network.broadcast())
                ? "it is the " + (address.equals(network.address()) ? "first" : "last") + " of the network "
                        + network + ", which is nobody's own: from " + network.at(1) + " to "
                        + network.at((int) network.size() - 2) + " are"
                : "";
    }

    private static Optional<Block> overlapping(IpPrefix network, NavigableMap<IpAddress, Block> taken) {
        Map.Entry<IpAddress, Block> before = taken.floorEntry(network.broadcast());
        return Optional.ofNullable(before).map(Map.Entry::getValue)
                .filter(block -> block.network().contains(network.address())
                        || network.contains(block.network().address()));
    }

    /// The first network from the usual one on that is nobody's.
    private IpPrefix free(Segment segment, NavigableMap<IpAddress, Block> taken) {
        int length = segment.usual().length();
        IpPrefix within = segment.within();
        long count = 1L << length - within.length();
        long first = segment.usual().address().v4() - within.address().v4() & 0xffff_ffffL;
        for (long i = 0; i < count; i++) {
            long offset = (first + (i << 32 - length)) % within.size();
            IpPrefix network = new IpPrefix(IpAddress.v4(within.address().v4() + (int) offset), length);
            if (overlapping(network, taken).isEmpty()) {
                return take(network, segment.fixed().getFirst(), taken);
            }
        }
        Block other = overlapping(segment.usual(), taken).orElseThrow();
        flaws.at(other.owner(), "the network " + other.network() + " of '" + other.owner()
                + "' leaves no room in " + within + " for '" + segment.fixed().getFirst() + "' and its "
                + segment.usual() + "; say another address, or give " + segment.owner()
                + " a shorter prefix");
        return segment.usual();
    }

    private void assign(Segment segment, IpPrefix network) {
        Set<IpAddress> taken = new LinkedHashSet<>();
        for (String name : segment.interfaces()) {
            IpAddress own = said.get(name);
            if (own != null) {
                taken.add(own);
                addresses.put(name, new InterfaceAddress(own, network.length()));
            }
        }
        List<String> displaced = new ArrayList<>();
        for (int i = 0; i < segment.fixed().size(); i++) {
            String name = segment.fixed().get(i);
            if (addresses.containsKey(name)) {
                continue;
            }
            if (taken.isEmpty() || !taken.contains(network.at(i + 1))) {
                addresses.put(name, new InterfaceAddress(network.at(i + 1), network.length()));
            } else {
                displaced.add(name);
            }
        }
        if (!displaced.isEmpty()) {
            segment.fixed().stream().filter(addresses::containsKey)
                    .forEach(name -> taken.add(of(name).address()));
            assignFree(displaced, network, taken);
        }
    }

    private void assignFree(List<String> names, IpPrefix network, Set<IpAddress> taken) {
        int next = 1;
        for (String name : names) {
            while (!taken.add(network.at(next))) {
                next++;
            }
            addresses.put(name, new InterfaceAddress(network.at(next), network.length()));
        }
    }

    /// The address of an interface that has one for good.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public InterfaceAddress of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no interface is called " + name));
    }

    /// The address of an interface that has one for good, or for which one is kept.
    public Optional<InterfaceAddress> find(String name) {
        return Optional.ofNullable(addresses.get(name));
    }

    /// How many of these are where a home's or an office's DHCP server gives addresses.
    public static int inPool(List<InterfaceAddress> addresses) {
        return (int) addresses.stream()
                .filter(own -> Integer.compareUnsigned(own.address().v4() - own.prefix().address().v4(),
                        POOL) >= 0)
                .count();
    }

    /// The interfaces that have one of these, by their full names.
    public Set<String> interfaces() {
        return Collections.unmodifiableSet(addresses.keySet());
    }
}
