package io.netjar.dns;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;

/// Port 53 of a host, UDP and TCP: hands messages to a program and its answers back.
final class DnsService {
    /// The port of RFC 1035 §4.2.
    static final int PORT = 53;
    /// How long an idle connection is kept: RFC 7766 §6.2.3 speaks of "a few seconds"; Unbound's 10 s under load.
    private static final long IDLE_NANOS = 10_000_000_000L;
    /// BIND's tcp-clients.
    private static final int MAX_CONNECTIONS = 150;
    /// A client that does not read its answers is cut off at this many waiting bytes.
    private static final int MAX_BACKLOG = 1 << 20;
    /// The messages of a series are made while less than this waits.
    private static final int SERIES_BACKLOG = 1 << 16;
    private static final int LISTEN_BACKLOG = 10;

    private final Host host;
    private final Program program;
    private final UdpSocket udp;
    private final TcpListener tcp;
    private int connections;

    /// What answers.
    @FunctionalInterface
    interface Program {
        /// A message came from `client`; answer once, now or later, or never.
        void received(byte[] message, Client client);
    }

    /// Who sent a message, and the way back.
    interface Client {
        Endpoint endpoint();

        boolean isTcp();

        void answer(byte[] message);

        /// Answers once by several messages, each of which is made when there is room for it; for TCP only.
        ///
        /// @throws UnsupportedOperationException if the client came by UDP
        void answer(Iterator<byte[]> several);
    }

    /// @param address the address to serve on, or 0.0.0.0 for all of the host's
    DnsService(Host host, IpAddress address, Program program) {
        this.host = host;
        this.program = program;
        var local = new Endpoint(address, PORT);
        this.udp = host.udp().bind(local, this::datagram);
        this.tcp = host.tcp().listen(local, LISTEN_BACKLOG, this::accepted);
    }

    void close() {
        udp.close();
        tcp.close();
    }

    private void datagram(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {
        program.received(Arrays.copyOfRange(data, offset, offset + length), new Datagram(socket, from));
    }

    private void accepted(TcpSocket socket) {
        var connection = new Connection(socket);
        if (connections >= MAX_CONNECTIONS) {
            connection.refuse();
            return;
        }
        connections++;
        connection.start();
    }

    private record Datagram(UdpSocket socket, Endpoint endpoint) implements Client {
        @Override
        public boolean isTcp() {
            return false;
        }

        @Override
        public void answer(byte[] message) {
            socket.send(endpoint, message, 0, message.length);
        }

        @Override
        public void answer(Iterator<byte[]> several) {
            throw new UnsupportedOperationException("a datagram is answered by one datagram");
        }
    }

    /// RFC 7766 §6.2.1: several queries on one connection; §7: answers in whatever order they are ready.
    private final class Connection implements TcpMessages.Listener, Client {
        private final TcpSocket socket;
        private final TcpMessages messages;
        private final Timer idle;
        private final ArrayDeque<Iterator<byte[]>> series = new ArrayDeque<>();
        private int unanswered;
        private boolean peerFinished;

        Connection(TcpSocket socket) {
            this.socket = socket;
            this.messages = new TcpMessages(socket, this);
            this.idle = new Timer(host.engine(), _ -> messages.abort());
        }

        void start() {
            socket.events(messages);
            idle.armIn(IDLE_NANOS);
            messages.readable(socket);
        }

        void refuse() {
            connections++;
            socket.events(messages);
            messages.abort();
        }

        @Override
        public Endpoint endpoint() {
            return socket.remote();
        }

        @Override
        public boolean isTcp() {
            return true;
        }

        @Override
        public void connected(TcpMessages stream) {}

        @Override
        public void received(TcpMessages stream, byte[] message) {
            idle.armIn(IDLE_NANOS);
            unanswered++;
            program.received(message, this);
        }

        @Override
        public void answer(Iterator<byte[]> several) {
            series.addLast(several);
            sendSeries();
        }

        /// RFC 5936 §4.1: other answers may stand between the messages of a transfer.
        private void sendSeries() {
            while (!series.isEmpty() && messages.backlog() < SERIES_BACKLOG) {
                Iterator<byte[]> first = series.getFirst();
                byte[] message = first.next();
                if (first.hasNext()) {
                    messages.send(message);
                } else {
                    series.removeFirst();
                    answer(message);
                }
            }
        }

        @Override
        public void hasRoom(TcpMessages stream) {
            if (!series.isEmpty()) {
                idle.armIn(IDLE_NANOS);
                sendSeries();
            }
        }

        @Override
        public void answer(byte[] message) {
            unanswered--;
            messages.send(message);
            if (messages.backlog() > MAX_BACKLOG) {
                messages.abort();
            } else if (peerFinished && unanswered == 0) {
                messages.close();
            }
        }

        @Override
        public void peerFinished(TcpMessages stream) {
            peerFinished = true;
            if (unanswered == 0) {
                messages.close();
            }
        }

        @Override
        public void ended(TcpEnd end) {
            idle.cancel();
            series.clear();
            connections--;
        }
    }
}
