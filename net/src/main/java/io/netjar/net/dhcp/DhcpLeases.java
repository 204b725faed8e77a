package io.netjar.net.dhcp;

import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A DHCP server without its socket: messages in, messages out, and a table of who has which address. RFC 2131 §4.3.
///
/// The server is authoritative for its subnet, as a home router's is: it says NAK to what is wrong and takes in
/// clients whose leases it does not remember. Relay agents and dynamic DNS are not served.
final class DhcpLeases {
    private static final long SECOND = 1_000_000_000L;
    /// How long an offered address is kept for its client; ISC dhcpd keeps it for 120 s, others for a minute.
    private static final long OFFER_NANOS = 60 * SECOND;

    private final DhcpScope scope;
    /// By client identifier, or by MAC address if the client sends none. Expired ones stay, so that a client gets its
    /// old address again if nobody else needed it.
    private final Map<String, Entry> byClient = new TreeMap<>();
    private final Map<Integer, Entry> byAddress = new TreeMap<>();
    private final Map<Long, Integer> reserved = new TreeMap<>();

    private static final class Entry {
        final String client;
        final long mac;
        final int address;
        String hostName = "";
        boolean isGiven;
        /// Nobody answered a ping since it was taken.
        boolean isChecked;
        /// Somebody uses the address without a lease.
        boolean isConflict;
        long expiresAt;

        Entry(String client, long mac, int address) {
            this.client = client;
            this.mac = mac;
            this.address = address;
        }

        boolean isInForce(long now) {
            return isGiven && expiresAt > now;
        }
    }

    DhcpLeases(DhcpScope scope) {
        this.scope = scope;
    }

    /// Keeps `address`, in the pool or not, for the station with this MAC address.
    void reserve(MacAddress mac, IpAddress address) {
        if (!scope.network().contains(address)) {
            throw new IllegalArgumentException(address + " is not in " + scope.network());
        }
        reserved.put(mac.bits(), address.v4());
    }

    /// The leases in force, by address.
    List<DhcpLease> leases(long now) {
        var leases = new ArrayList<DhcpLease>();
        for (Entry entry : byAddress.values()) {
            if (entry.isInForce(now)) {
                leases.add(
                        new DhcpLease(IpAddress.v4(entry.address), new MacAddress(entry.mac), entry.hostName,
                                entry.expiresAt));
            }
        }
        return leases;
    }

    /// The addresses set aside because somebody uses them without a lease, in order.
    List<IpAddress> conflicts(long now) {
        return byAddress.values().stream().filter(entry -> entry.isConflict && entry.expiresAt > now)
                .map(entry -> IpAddress.v4(entry.address)).toList();
    }

    /// Whether somebody else than the client that it is kept for could be using `address`: there is no lease in force and
    /// no reservation, and nobody has looked.
    boolean isUnchecked(int address, long now) {
        Entry entry = byAddress.get(address);
        return entry != null && !entry.isChecked && !entry.isInForce(now)
                && !reserved.containsValue(address);
    }

    /// Nobody uses the address that is kept for a client.
    void checked(int address) {
        Entry entry = byAddress.get(address);
        if (entry != null) {
            entry.isChecked = true;
        }
    }

    /// Somebody uses the address: nobody is offered it for the time of a lease, unless it was given meanwhile, so that
    /// the one who answers may be its client.
    void conflict(int address, long now) {
        Entry entry = byAddress.get(address);
        if (entry == null || !entry.isInForce(now)) {
            setAside(address, now);
        }
    }

    /// The answer to a client's message, if it gets one.
    Optional<DhcpMessage> receive(DhcpMessage message, long now) {
        return switch (message.type()) {
            case DISCOVER -> discover(message, now);
            case REQUEST -> request(message, now);
            case DECLINE -> {
                decline(message, now);
                yield Optional.empty();
            }
            case RELEASE -> {
                release(message, now);
                yield Optional.empty();
            }
            case INFORM -> Optional.of(answer(message, DhcpMessage.Type.ACK, 0));
            case NONE, OFFER, ACK, NAK -> Optional.empty();
        };
    }

    private Optional<DhcpMessage> discover(DhcpMessage message, long now) {
        Entry entry = choose(message, now);
        if (entry == null) {
            // The pool is empty: the client hears nothing, as from a server that is not there.
            return Optional.empty();
        }
        if (entry.expiresAt <= now) {
            // An old lease or offer: what was found out about the address then is as old.
            entry.isGiven = false;
            entry.isChecked = false;
        }
        entry.expiresAt = Math.max(entry.expiresAt, now + OFFER_NANOS);
        return Optional.of(answer(message, DhcpMessage.Type.OFFER, entry.address));
    }

    private Optional<DhcpMessage> request(DhcpMessage message, long now) {
        int server = message.options().address(DhcpOptions.SERVER_IDENTIFIER);
        if (server != 0 && server != scope.server().v4()) {
            withdraw(message, now);
            return Optional.empty();
        }
        // RFC 2131 table 4: SELECTING and INIT-REBOOT name the address in an option, RENEWING and REBINDING in 'ciaddr'.
        int wanted = message.clientAddress() != 0
                ? message.clientAddress()
                : message.options().address(DhcpOptions.REQUESTED_ADDRESS);
        Entry entry = byClient.get(client(message));
        boolean isHis = entry != null && entry.address == wanted && !isReservedForAnother(message, wanted);
        if (!isHis) {
            entry = server == 0 && isFree(message, wanted, now) ? take(message, wanted) : null;
        }
        if (entry == null) {
            // RFC 2131 §4.3.2: "If the DHCP server is unable to satisfy the DHCPREQUEST message […] the server SHOULD
            // respond with a DHCPNAK message."
            return Optional.of(refusal(message));
        }
        entry.isGiven = true;
        entry.expiresAt = now + scope.lease().toNanos();
        entry.hostName = message.options().text(DhcpOptions.HOST_NAME);
        return Optional.of(answer(message, DhcpMessage.Type.ACK, entry.address));
    }

    /// RFC 2131 §4.3.2: a request for another server's offer is "notification that the client has declined that
    /// server's offer".
    private void withdraw(DhcpMessage message, long now) {
        Entry entry = byClient.get(client(message));
        if (entry != null && !entry.isGiven) {
            entry.expiresAt = now;
        }
    }

    /// RFC 2131 §4.3.3: "the server MUST mark the network address as not available".
    private void decline(DhcpMessage message, long now) {
        int address = message.options().address(DhcpOptions.REQUESTED_ADDRESS);
        Entry entry = byClient.get(client(message));
        if (entry == null || entry.address != address) {
            return;
        }
        setAside(address, now);
    }

    private void setAside(int address, long now) {
        Entry holder = byAddress.get(address);
        if (holder != null) {
            forget(holder);
        }
        var taken = new Entry("in use " + IpAddress.v4Text(address), 0, address);
        taken.isConflict = true;
        taken.expiresAt = now + scope.lease().toNanos();
        byClient.put(taken.client, taken);
        byAddress.put(address, taken);
    }

    /// RFC 2131 §4.3.4: "the server marks the network address as not allocated. The server SHOULD retain a record of
    /// the client's initialization parameters".
    private void release(DhcpMessage message, long now) {
        Entry entry = byClient.get(client(message));
        if (entry != null && entry.address == message.clientAddress()) {
            entry.isGiven = false;
            entry.expiresAt = now;
        }
    }

    /// RFC 2131 §4.3.1: the address that the client has, or had, or asks for, or else a free one from the pool: the
    /// lowest that nobody ever had, then the one whose lease ended first.
    private @Nullable Entry choose(DhcpMessage message, long now) {
        Integer kept = reserved.get(message.hardwareAddress());
        Entry known = byClient.get(client(message));
        if (known != null && (kept == null || kept == known.address)
                && !isReservedForAnother(message, known.address)) {
            return known;
        }
        if (kept != null) {
            return isFree(message, kept, now) ? take(message, kept) : null;
        }
        int requested = message.options().address(DhcpOptions.REQUESTED_ADDRESS);
        if (requested != 0 && isFree(message, requested, now)) {
            return take(message, requested);
        }
        Entry oldest = null;
        for (int address = scope.first().v4(); address <= scope.last().v4(); address++) {
            Entry holder = byAddress.get(address);
            if (!isFree(message, address, now)) {
                continue;
            }
            if (holder == null) {
                return take(message, address);
            }
            oldest = oldest == null || holder.expiresAt < oldest.expiresAt ? holder : oldest;
        }
        return oldest == null ? null : take(message, oldest.address);
    }

    /// Whether the client could have the address: from the pool or reserved for it, and nobody else's now.
    private boolean isFree(DhcpMessage message, int address, long now) {
        Integer kept = reserved.get(message.hardwareAddress());
        boolean isInPool = Integer.compareUnsigned(address, scope.first().v4()) >= 0
                && Integer.compareUnsigned(address, scope.last().v4()) <= 0 && address != scope.server().v4();
        if (kept != null ? kept != address : !isInPool || reserved.containsValue(address)) {
            return false;
        }
        Entry holder = byAddress.get(address);
        return holder == null || holder.expiresAt <= now || holder.client.equals(client(message));
    }

    private boolean isReservedForAnother(DhcpMessage message, int address) {
        Integer kept = reserved.get(message.hardwareAddress());
        return kept == null ? reserved.containsValue(address) : kept != address;
    }

    private Entry take(DhcpMessage message, int address) {
        Entry holder = byAddress.get(address);
        if (holder != null) {
            forget(holder);
        }
        Entry before = byClient.get(client(message));
        if (before != null) {
            forget(before);
        }
        var entry = new Entry(client(message), message.hardwareAddress(), address);
        byClient.put(entry.client, entry);
        byAddress.put(address, entry);
        return entry;
    }

    private void forget(Entry entry) {
        byClient.remove(entry.client);
        byAddress.remove(entry.address);
    }

    /// RFC 2131 §4.2: "If the client does not provide a 'client identifier' option, the server MUST use the contents of
    /// the 'chaddr' field to identify the client."
    private static String client(DhcpMessage message) {
        byte[] identifier = message.options().bytes(DhcpOptions.CLIENT_IDENTIFIER);
        return identifier.length > 0
                ? HexFormat.of().formatHex(identifier)
                : new MacAddress(message.hardwareAddress()).toString();
    }

    private DhcpMessage refusal(DhcpMessage message) {
        return new DhcpMessage(DhcpMessage.Type.NAK, message.transaction(), 0, message.broadcast(), 0, 0,
                message.hardwareAddress(), identified(message));
    }

    private DhcpMessage answer(DhcpMessage message, DhcpMessage.Type type, int address) {
        DhcpOptions options = identified(message);
        if (address != 0) {
            int seconds = (int) scope.lease().toSeconds();
            options = options.with(DhcpOptions.LEASE_TIME, seconds);
            // RFC 2131 §4.4.5: T1 and T2 at 0.5 and 0.875 of the lease; too short a lease has no room for them.
            if (seconds >= 8) {
                options = options.with(DhcpOptions.RENEWAL_TIME, seconds / 2)
                        .with(DhcpOptions.REBINDING_TIME, (int) (seconds * 7L / 8));
            }
        }
        options = wanted(message, DhcpOptions.SUBNET_MASK)
                ? options.with(DhcpOptions.SUBNET_MASK, scope.network().mask())
                : options;
        options = wanted(message, DhcpOptions.ROUTER)
                ? options.with(DhcpOptions.ROUTER, scope.routers())
                : options;
        options = wanted(message, DhcpOptions.NAME_SERVER)
                ? options.with(DhcpOptions.NAME_SERVER, scope.nameservers())
                : options;
        options = wanted(message, DhcpOptions.DOMAIN_NAME) && !scope.domain().isEmpty()
                ? options.with(DhcpOptions.DOMAIN_NAME, scope.domain())
                : options;
        return new DhcpMessage(type, message.transaction(), 0, message.broadcast(), message.clientAddress(),
                address,
                message.hardwareAddress(), options);
    }

    /// RFC 6842 §3: "the server MUST copy the 'client identifier' option" into its answer.
    private DhcpOptions identified(DhcpMessage message) {
        DhcpOptions options = DhcpOptions.NONE.with(DhcpOptions.SERVER_IDENTIFIER, scope.server().v4());
        return message.options().has(DhcpOptions.CLIENT_IDENTIFIER)
                ? options.with(DhcpOptions.CLIENT_IDENTIFIER,
                        message.options().bytes(DhcpOptions.CLIENT_IDENTIFIER))
                : options;
    }

    /// Whether the client asks for the option; one without a list gets all.
    private static boolean wanted(DhcpMessage message, int code) {
        if (!message.options().has(DhcpOptions.PARAMETER_LIST)) {
            return true;
        }
        for (byte listed : message.options().bytes(DhcpOptions.PARAMETER_LIST)) {
            if ((listed & 0xff) == code) {
                return true;
            }
        }
        return false;
    }
}
