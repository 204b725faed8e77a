package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a connection that a door carries, byte for byte, once there is one: the same by every such door.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CarriedConnectionTest {
    private static final int ECHO = 7001;
    private static final int RESETTING = 7002;
    private static final int WATCHING = 7003;
    private static final int STREAMING = 7004;
    private static final int ENDING = 7005;
    private static final int DEAF = 7006;
    private static final long STREAM_BYTES = 48 << 20;
    private static final int BLOCK = 1 << 16;
    private static final String POURED = "p".repeat(BLOCK);

    private final LinkedBlockingQueue<String> fates = new LinkedBlockingQueue<>();
    private final AtomicLong streamed = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final LinkedBlockingQueue<Channel> deaf = new LinkedBlockingQueue<>();
    private World world;

    @SuppressWarnings("NullAway.Init")
    CarriedConnectionTest() {}

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, DoorException {
        world = World.open(folder, World.LIMITS,
                World.shop(ECHO, RESETTING, WATCHING, STREAMING, ENDING, DEAF));
        world.serve(ECHO, new EchoScript());
        world.serve(RESETTING, (channel, all) -> Relay.reset(channel));
        world.serve(WATCHING, new Watching());
        world.serve(STREAMING, new Stream());
        world.serve(ENDING, new Origin.Script() {
            @Override
            public void opened(Channel channel) {
                ((DuplexChannel) channel).shutdownOutput();
            }

            @Override
            public void received(Channel channel, String all) {
                fates.add(all);
            }
        });
        world.serve(DEAF, new Deaf());
    }

    @AfterAll
    void leaveNothingBehind() {
        world.doors().close();
        Eventually.equal(world::connectionsLeft, 0);
        world.close();
    }

    @AfterEach
    void forget() {
        fates.clear();
        streamed.set(0);
        heard.set(0);
    }

    private final class Watching implements Origin.Script {
        @Override
        public void received(Channel channel, String all) {
            Origin.send(channel, "seen");
        }

        @Override
        public void ended(String how) {
            fates.add(how);
        }
    }

    /// Sends a counted stream as fast as it is taken.
    private final class Stream implements Origin.Script {
        @Override
        public void received(Channel channel, String all) {
            writable(channel);
        }

        @Override
        public void writable(Channel channel) {
            while (channel.isWritable() && streamed.get() < STREAM_BYTES) {
                byte[] block = new byte[BLOCK];
                for (int i = 0; i < BLOCK; i++) {
                    block[i] = octet(streamed.get() + i);
                }
                streamed.addAndGet(BLOCK);
                channel.writeAndFlush(Unpooled.wrappedBuffer(block));
            }
            if (streamed.get() == STREAM_BYTES) {
                Origin.sendAndClose(channel, "");
            }
        }
    }

    /// Reads nothing until it is told to, and counts what it reads then.
    private final class Deaf implements Origin.Script {
        @Override
        public void opened(Channel channel) {
            channel.config().setAutoRead(false);
            channel.pipeline().addFirst(new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
                    heard.addAndGet(bytes.readableBytes());
                }
            });
            deaf.add(channel);
        }

        @Override
        public void received(Channel channel, String all) {
            fates.add("what was counted came through");
        }
    }

    private static byte octet(long position) {
        return (byte) (position * 31 + (position >> 13));
    }

    /// A connection to `port` of the shop's machine by a door of `kind`.
    private Client client(DoorKind kind, int port) throws IOException {
        return kind == DoorKind.SOCKS
                ? Client.socks(world, World.SHOP, port)
                : new Client(world.forward(port), BLOCK);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void goesOnInTheOtherDirectionAfterTheVisitorsEnd(DoorKind kind) throws IOException {
        try (Client client = client(kind, ECHO)) {
            assertThat(client.send("last words").end().rest()).isEqualTo("last wordsbye");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void goesOnInTheOtherDirectionAfterTheServersEnd(DoorKind kind) throws IOException {
        try (Client client = client(kind, ENDING)) {
            assertThat(client.rest()).isEmpty();
            client.send("still here");
            assertThat(next(fates)).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void isResetOutsideWhenItIsResetInside(DoorKind kind) throws IOException {
        try (Client client = client(kind, RESETTING)) {
            assertThat(client.send("x").fate()).isEqualTo("reset");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void isResetInsideWhenItIsResetOutside(DoorKind kind) throws IOException {
        Client client = client(kind, WATCHING);
        client.send("x").read(4);
        client.reset();
        assertThat(next(fates)).isEqualTo("reset");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void isClosedInsideWhenBothSidesEnded(DoorKind kind) throws IOException {
        Eventually.equal(() -> world.doors().connections(), 0);
        try (Client client = client(kind, ECHO)) {
            client.end().rest();
        }
        Eventually.equal(() -> world.doors().connections(), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void holdsTheServerBackWhileTheVisitorDoesNotRead(DoorKind kind) throws IOException {
        try (Client client = client(kind, STREAMING)) {
            client.send("go");
            long before = -1;
            while (streamed.get() != before || before == 0) {
                before = streamed.get();
                world.pass(200);
            }
            assertThat(before).isLessThan(STREAM_BYTES / 2);
            assertThat(intact(client)).isEqualTo(STREAM_BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS", "FORWARD"})
    void holdsTheVisitorBackWhileTheServerDoesNotRead(DoorKind kind) throws IOException {
        try (Client client = client(kind, DEAF)) {
            CompletableFuture<Long> all = CompletableFuture.supplyAsync(() -> pour(client));
            Channel server = next(deaf);
            long before = -1;
            while (streamed.get() != before || before == 0) {
                before = streamed.get();
                world.pass(200);
            }
            assertThat(before).isLessThan(STREAM_BYTES / 2);
            world.onEngine(() -> server.config().setAutoRead(true));
            assertThat(all.join()).isEqualTo(STREAM_BYTES);
            Eventually.equal(() -> (int) heard.get(), (int) STREAM_BYTES);
        }
    }

    /// Sends as much as the stream has, as fast as it is taken.
    private long pour(Client client) {
        try {
            while (streamed.get() < STREAM_BYTES) {
                client.send(POURED);
                streamed.addAndGet(BLOCK);
            }
            return streamed.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many octets of the stream come as they were sent.
    private long intact(Client client) throws IOException {
        byte[] buffer = new byte[BLOCK];
        long position = 0;
        int count = client.in().read(buffer);
        while (count > 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != octet(position++)) {
                    return position;
                }
            }
            count = client.in().read(buffer);
        }
        return position;
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) {
        try {
            T next = queue.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
