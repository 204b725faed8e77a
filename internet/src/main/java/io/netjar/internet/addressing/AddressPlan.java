package io.netjar.internet.addressing;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// The division of a provider's prefix:
///
/// | part           | for                 | in pieces of                                              |
/// |----------------|---------------------|-----------------------------------------------------------|
/// | first eighth   | lines between routers | /30, one per line                                       |
/// | second eighth  | servers             | one network per city, as large as an even division allows |
/// | second quarter | offices             | /30, one per office                                       |
/// | second half    | homes               | one network per edge router, /25 for 100 homes            |
public final class AddressPlan {
    /// The longest prefix that leaves room for something in every part.
    public static final int LONGEST = 22;
    /// The shortest prefix: as much as anybody ever got.
    public static final int SHORTEST = 8;
    private static final int LINE_LENGTH = 30;
    /// The network's own address, the router's, and that of all.
    private static final int NOT_HOMES = 3;

    private final IpPrefix whole;
    private final List<String> cities;
    private final int homesPerEdge;
    private int lines;
    private int offices;
    private int homeNetworks;

    /// @param cities the cities in which the provider has routers
    /// @param homesPerEdge how many homes an edge router serves, at least 1
    public AddressPlan(IpPrefix whole, List<String> cities, int homesPerEdge) {
        this.whole = whole;
        this.cities = List.copyOf(cities);
        this.homesPerEdge = homesPerEdge;
    }

    /// The network of one more line between two routers.
    public IpPrefix nextLine() {
        return piece(part(0, 3), LINE_LENGTH, lines++);
    }

    /// The network of the provider's servers in a city.
    public IpPrefix servers(String city) {
        return piece(part(1, 3), serversLength(whole, cities.size()), cities.indexOf(city));
    }

    /// The network of one more office's line.
    public IpPrefix nextOffice() {
        return piece(part(1, 2), LINE_LENGTH, offices++);
    }

    /// The network of one more edge router's homes.
    public IpPrefix nextHomes() {
        return piece(part(1, 1), homesLength(homesPerEdge), homeNetworks++);
    }

    /// How many lines between routers a prefix has room for.
    public static int roomForLines(IpPrefix prefix) {
        return 1 << LINE_LENGTH - prefix.length() - 3;
    }

    /// How many offices a prefix has room for.
    public static int roomForOffices(IpPrefix prefix) {
        return 1 << LINE_LENGTH - prefix.length() - 2;
    }

    /// How many edge routers' homes a prefix has room for.
    ///
    /// @param homesPerEdge how many homes each of them serves
    public static int roomForHomeNetworks(IpPrefix prefix, int homesPerEdge) {
        int bits = homesLength(homesPerEdge) - prefix.length() - 1;
        return bits < 0 ? 0 : 1 << bits;
    }

    /// The length of the smallest network that has addresses for so many homes.
    private static int homesLength(int homes) {
        return Integer.numberOfLeadingZeros(homes + NOT_HOMES - 1);
    }

    /// How many servers a prefix has room for in each of a number of cities.
    public static int roomForServers(IpPrefix prefix, int cities) {
        int length = serversLength(prefix, cities);
        return length > LINE_LENGTH ? 0 : (1 << 32 - length) - 3;
    }

    private static int serversLength(IpPrefix prefix, int cities) {
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(0, cities - 1));
        return Math.min(32, prefix.length() + 3 + bits);
    }

    /// The `index`-th of the 2^`bits` equal parts of the whole.
    private IpPrefix part(int index, int bits) {
        return piece(whole, whole.length() + bits, index);
    }

    private static IpPrefix piece(IpPrefix of, int length, int index) {
        if (index < 0 || index >= 1 << length - of.length()) {
            throw new IllegalStateException(of + " has no piece of length /" + length + " number " + index);
        }
        return new IpPrefix(IpAddress.v4(of.address().v4() + (index << 32 - length)), length);
    }
}
