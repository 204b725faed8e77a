package io.netjar.net.dhcp;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// A DHCP client without its socket and its clock. RFC 2131 §4.4.
final class DhcpClientMachine {
    private static final long SECOND = 1_000_000_000L;
    /// RFC 2131 §4.1: "the delay before the first retransmission SHOULD be 4 seconds randomized by the value of a
    /// uniform random number chosen from the range -1 to +1. […] The retransmission delay SHOULD be doubled with
    /// subsequent retransmissions up to a maximum of 64 seconds."
    private static final long FIRST_DELAY = 4 * SECOND;
    private static final long LAST_DELAY = 64 * SECOND;
    /// RFC 2131 §3.1.5: "a client […] might retransmit the DHCPREQUEST message four times, for a total delay of 60
    /// seconds, before restarting the initialization procedure."
    private static final int REQUEST_TRIES = 4;
    /// RFC 2131 §4.4.5: "wait one-half of the remaining time […] down to a minimum of 60 seconds".
    private static final long RENEW_AT_LEAST = 60 * SECOND;
    /// After a NAK; without a pause a client and a contrary server would talk without end.
    private static final long RESTART_DELAY = SECOND;
    /// RFC 2131 §3.1.5: after DHCPDECLINE, "the client SHOULD wait a minimum of ten seconds before restarting the
    /// configuration process to avoid excessive network traffic in case of looping."
    private static final long DECLINE_DELAY = 10 * SECOND;
    private static final byte[] PARAMETERS = {DhcpOptions.SUBNET_MASK, DhcpOptions.ROUTER,
            DhcpOptions.NAME_SERVER,
            DhcpOptions.DOMAIN_NAME, DhcpOptions.LEASE_TIME, DhcpOptions.RENEWAL_TIME,
            DhcpOptions.REBINDING_TIME};

    private final long mac;
    private final String hostName;
    private final Chance chance;
    private final Outlet outlet;
    private DhcpState state = DhcpState.INIT;
    private long deadline = Engine.NEVER;
    private int transaction;
    private int tries;
    private long begunAt;
    private int seconds;
    private long requestedAt;
    private int offered;
    private int server;
    private @Nullable DhcpBinding binding;
    /// What it has been given and does not use before it is sure that nobody else does.
    private @Nullable DhcpBinding candidate;
    private boolean probes;

    /// What a machine does to the world.
    interface Outlet {
        /// Sends a message to this address, 255.255.255.255 for everybody.
        void send(DhcpMessage message, IpAddress destination);

        /// The client has this from now on; or still, with new times.
        void bound(DhcpBinding binding);

        /// The client has nothing any more.
        void lost();

        /// Find out whether somebody else has the address, and call [#isFree] or [#isTaken].
        void probe(IpAddress address);
    }

    DhcpClientMachine(long mac, String hostName, Chance chance, Outlet outlet) {
        this.mac = mac;
        this.hostName = hostName;
        this.chance = chance;
        this.outlet = outlet;
    }

    DhcpState state() {
        return state;
    }

    @Nullable
    DhcpBinding binding() {
        return binding;
    }

    /// When [#due] wants to be called, or [Engine#NEVER].
    long deadline() {
        return deadline;
    }

    /// Begins to ask for an address, forgetting what went before.
    void start(long now) {
        lose();
        begunAt = now;
        transaction = chance.nextInt();
        tries = 0;
        state = DhcpState.SELECTING;
        discover(now);
    }

    /// Whether a new address is probed for before it is used. RFC 2131 §4.4.1: "The client SHOULD perform a check on the
    /// suggested address to ensure that the address is not already in use."
    void probes(boolean on) {
        probes = on;
    }

    /// Asks whether the address it has may be kept, after the link was down or the machine off: INIT-REBOOT, RFC 2131
    /// §3.2. Without an address it starts anew.
    void reboot(long now) {
        DhcpBinding held = binding;
        if (held == null || now >= held.expiresAt()) {
            start(now);
            return;
        }
        begunAt = now;
        transaction = chance.nextInt();
        tries = 0;
        state = DhcpState.REBOOTING;
        requestAgain(held, now);
    }

    /// Nobody else has the address.
    void isFree() {
        DhcpBinding given = candidate;
        if (state == DhcpState.PROBING && given != null) {
            bind(given);
        }
    }

    /// Somebody else has the address. RFC 2131 §3.1.5: "If the client detects that the address is already in use (e.g.,
    /// through the use of ARP), the client MUST send a DHCPDECLINE message to the server and restarts the configuration
    /// process."
    void isTaken(long now) {
        DhcpBinding given = candidate;
        if (state != DhcpState.PROBING || given == null) {
            return;
        }
        outlet.send(request(DhcpMessage.Type.DECLINE, 0,
                identified().with(DhcpOptions.REQUESTED_ADDRESS, given.address().v4())
                        .with(DhcpOptions.SERVER_IDENTIFIER, given.server().v4())),
                IpAddress.BROADCAST_V4);
        candidate = null;
        state = DhcpState.INIT;
        deadline = now + DECLINE_DELAY;
    }

    /// Gives the address back, if there is one, and is silent.
    void stop() {
        DhcpBinding held = binding;
        if (held != null) {
            transaction = chance.nextInt();
            // RFC 2131 §4.4.6: "the client sends a DHCPRELEASE message to the server"; table 5 says with what in it.
            outlet.send(
                    new DhcpMessage(DhcpMessage.Type.RELEASE, transaction, 0, false, held.address().v4(), 0,
                            mac,
                            identified().with(DhcpOptions.SERVER_IDENTIFIER, held.server().v4())),
                    held.server());
        }
        lose();
        state = DhcpState.INIT;
        deadline = Engine.NEVER;
    }

    /// The time of [#deadline] came.
    void due(long now) {
        deadline = Engine.NEVER;
        switch (state) {
            case INIT -> start(now);
            case SELECTING -> discover(now);
            case REQUESTING -> {
                if (tries == REQUEST_TRIES) {
                    start(now);
                } else {
                    request(now);
                }
            }
            case REBOOTING -> rebootAgain(now);
            case PROBING -> {
            }
            case BOUND, RENEWING, REBINDING -> extend(now);
        }
    }

    /// A server's message came.
    void receive(DhcpMessage message, long now) {
        // RFC 2131 §4.4.1: "the client MUST silently discard" answers with another 'xid'.
        if (message.transaction() != transaction || message.hardwareAddress() != mac) {
            return;
        }
        switch (message.type()) {
            case OFFER -> offer(message, now);
            case ACK -> acknowledged(message);
            case NAK -> refused(message, now);
            case NONE, DISCOVER, REQUEST, DECLINE, RELEASE, INFORM -> {
            }
        }
    }

    private void discover(long now) {
        seconds = (int) Math.min((now - begunAt) / SECOND, 65_535);
        outlet.send(request(DhcpMessage.Type.DISCOVER, 0, described()), IpAddress.BROADCAST_V4);
        backOff(now);
    }

    /// The first offer is taken, as most clients do.
    private void offer(DhcpMessage message, long now) {
        int from = message.options().address(DhcpOptions.SERVER_IDENTIFIER);
        if (state != DhcpState.SELECTING || from == 0 || message.yourAddress() == 0) {
            return;
        }
        offered = message.yourAddress();
        server = from;
        tries = 0;
        state = DhcpState.REQUESTING;
        request(now);
    }

    private void request(long now) {
        requestedAt = now;
        outlet.send(
                request(DhcpMessage.Type.REQUEST, 0, described().with(DhcpOptions.REQUESTED_ADDRESS, offered)
                        .with(DhcpOptions.SERVER_IDENTIFIER, server)),
                IpAddress.BROADCAST_V4);
        backOff(now);
    }

    /// RFC 2131 §4.4.2: "The client MUST NOT include a 'server identifier' in the DHCPREQUEST message."
    private void requestAgain(DhcpBinding held, long now) {
        requestedAt = now;
        outlet.send(request(DhcpMessage.Type.REQUEST, 0,
                described().with(DhcpOptions.REQUESTED_ADDRESS, held.address().v4())),
                IpAddress.BROADCAST_V4);
        backOff(now);
        deadline = Math.min(deadline, held.expiresAt());
    }

    /// RFC 2131 §3.2: "If the client receives neither a DHCPACK or a DHCPNAK message after employing the retransmission
    /// algorithm, the client MAY choose to use the previously allocated network address and configuration parameters for
    /// the remainder of the unexpired lease."
    private void rebootAgain(long now) {
        DhcpBinding held = binding;
        if (held == null || now >= held.expiresAt()) {
            start(now);
        } else if (tries < REQUEST_TRIES) {
            requestAgain(held, now);
        } else {
            state = DhcpState.BOUND;
            deadline = Math.max(held.renewAt(), now);
        }
    }

    private boolean isAwaiting() {
        return state == DhcpState.REQUESTING || state == DhcpState.REBOOTING || state == DhcpState.RENEWING
                || state == DhcpState.REBINDING;
    }

    private void acknowledged(DhcpMessage ack) {
        if (!isAwaiting() || ack.yourAddress() == 0 || ack.options().seconds(DhcpOptions.LEASE_TIME) == 0) {
            return;
        }
        // RFC 2131 §4.4.1: "The client records the lease expiration time as the sum of the time at which the original
        // request was sent and the duration of the lease".
        DhcpBinding given = DhcpBinding.of(ack, requestedAt);
        DhcpBinding held = binding;
        boolean isNew = held == null || !held.address().equals(given.address());
        if (probes && isNew) {
            candidate = given;
            state = DhcpState.PROBING;
            deadline = Engine.NEVER;
            outlet.probe(given.address());
        } else {
            bind(given);
        }
    }

    private void bind(DhcpBinding given) {
        candidate = null;
        binding = given;
        state = DhcpState.BOUND;
        deadline = given.renewAt();
        outlet.bound(given);
    }

    private void refused(DhcpMessage nak, long now) {
        boolean isFromOther = state == DhcpState.REQUESTING
                && nak.options().address(DhcpOptions.SERVER_IDENTIFIER) != server;
        if (!isAwaiting() || isFromOther) {
            return;
        }
        lose();
        state = DhcpState.INIT;
        deadline = now + RESTART_DELAY;
    }

    /// Asks for more time: the server from T1 on, everybody from T2 on. RFC 2131 §4.4.5.
    private void extend(long now) {
        DhcpBinding held = binding;
        if (held == null || now >= held.expiresAt()) {
            // "If the lease expires before the client receives a DHCPACK, the client moves to INIT state, MUST
            // immediately stop any other network processing and requests network initialization parameters as if the
            // client were uninitialized."
            start(now);
            return;
        }
        boolean isRebinding = now >= held.rebindAt();
        DhcpState next = isRebinding ? DhcpState.REBINDING : DhcpState.RENEWING;
        if (state != next) {
            state = next;
            transaction = chance.nextInt();
            begunAt = state == DhcpState.RENEWING ? now : begunAt;
        }
        requestedAt = now;
        seconds = (int) Math.min((now - begunAt) / SECOND, 65_535);
        outlet.send(request(DhcpMessage.Type.REQUEST, held.address().v4(), described()),
                isRebinding ? IpAddress.BROADCAST_V4 : held.server());
        long end = isRebinding ? held.expiresAt() : held.rebindAt();
        deadline = Math.min(end, now + Math.max(RENEW_AT_LEAST, (end - now) / 2));
    }

    private void lose() {
        candidate = null;
        if (binding != null) {
            binding = null;
            outlet.lost();
        }
    }

    private void backOff(long now) {
        long delay = Math.min(FIRST_DELAY << Math.min(tries, 4), LAST_DELAY);
        tries++;
        deadline = now + delay + (long) ((chance.nextDouble() * 2 - 1) * SECOND);
    }

    private DhcpMessage request(DhcpMessage.Type type, int address, DhcpOptions options) {
        // RFC 2131 §4.1: "A client that can receive unicast IP datagrams before its protocol software has been configured
        // SHOULD clear the BROADCAST bit to 0." So do dhclient (unless told bootp-broadcast-always) and systemd-networkd
        // (unless told RequestBroadcast=yes) on Ethernet.
        return new DhcpMessage(type, transaction, seconds, false, address, 0, mac, options);
    }

    private DhcpOptions described() {
        DhcpOptions options = identified().with(DhcpOptions.PARAMETER_LIST, PARAMETERS);
        return hostName.isEmpty() ? options : options.with(DhcpOptions.HOST_NAME, hostName);
    }

    /// RFC 2132 §9.14: the hardware type, 1 for Ethernet, and the address.
    private DhcpOptions identified() {
        byte[] identifier = new byte[7];
        identifier[0] = 1;
        for (int i = 0; i < 6; i++) {
            identifier[1 + i] = (byte) (mac >>> 40 - 8 * i);
        }
        return DhcpOptions.NONE.with(DhcpOptions.CLIENT_IDENTIFIER, identifier);
    }
}
