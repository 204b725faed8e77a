package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.wire.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.stream.ChunkedStream;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostChannelTest {
    private final TwoHosts hosts = new TwoHosts(1);
    private final Log clientLog = new Log();
    private final Log serverLog = new Log();
    private final List<Channel> accepted = new ArrayList<>();

    @AfterEach
    void leavesNoBufferBehind() {
        hosts.loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        hosts.runFor(10, TimeUnit.MINUTES);
        assertThat(hosts.buffersInUse()).isZero();
        assertThat(hosts.packetsLent()).isZero();
    }

    @Nested
    class WhileConnecting {
        @Test
        void isConnectedAfterOneRoundTrip() {
            listen();
            Channel channel = hosts.opened(connect());
            assertThat(channel.isActive()).isTrue();
            assertThat(hosts.millis()).isEqualTo(1020);
            assertThat(clientLog.entries).containsExactly("active");
        }

        @Test
        void hasTheAddressesOfTheConnection() {
            listen();
            var channel = (SocketChannel) hosts.opened(connect());
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(channel.remoteAddress()).isEqualTo(hosts.serverAddress(80));
            assertThat(channel.localAddress()).isEqualTo(accepted.getFirst().remoteAddress());
            assertThat(accepted.getFirst().localAddress()).isEqualTo(hosts.serverAddress(80));
        }

        @Test
        void tellsThatNobodyListens() {
            Throwable cause = hosts.await(connect()).cause();
            assertThat(cause).isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("Connection refused: ")
                    .hasMessageContaining("10.0.0.2:80");
            assertThat(hosts.millis()).isEqualTo(1020);
        }

        @Test
        void givesUpAtExactlyTheConnectTimeout() {
            hosts.cut();
            ChannelFuture attempt = hosts.client.bootstrap().handler(clientLog)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2500).connect(hosts.serverAddress(80));
            Throwable cause = hosts.await(attempt).cause();
            assertThat(cause).isInstanceOf(ConnectTimeoutException.class)
                    .hasMessageContaining("after 2500 ms");
            assertThat(hosts.millis()).isEqualTo(3500);
            assertThat(attempt.channel().isOpen()).isFalse();
        }

        @Test
        void canBeCancelled() {
            hosts.cut();
            ChannelFuture attempt = connect();
            attempt.cancel(false);
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(attempt.channel().isOpen()).isFalse();
        }

        @Test
        void takesAddressesInDigitsButNoNames() {
            listen();
            assertThat(hosts.await(hosts.client.bootstrap().handler(clientLog).connect("10.0.0.2", 80))
                    .isSuccess())
                    .isTrue();
            assertThat(
                    hosts.await(hosts.client.bootstrap().handler(clientLog).connect("www.shop.test", 80))
                            .cause())
                    .isInstanceOf(UnknownHostException.class);
        }

        @Test
        void knowsNoWayToIpv6() throws IOException {
            byte[] documentation = {0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2};
            var remote = new InetSocketAddress(InetAddress.getByAddress(documentation), 80);
            assertThat(hosts.await(hosts.client.bootstrap().handler(clientLog).connect(remote)).cause())
                    .isInstanceOf(NoRouteToHostException.class);
        }

        @Test
        void tellsThatNoRouteLeadsThere() {
            var elsewhere = SocketAddresses.of(IpAddress.of("192.0.2.1"), 80);
            assertThat(hosts.await(hosts.client.bootstrap().handler(clientLog).connect(elsewhere)).cause())
                    .isInstanceOf(NoRouteToHostException.class).hasMessageStartingWith("No route to host: ");
        }

        @Test
        void doesNotLeaveFromAChosenPort() {
            ChannelFuture attempt = hosts.client.bootstrap().handler(clientLog).connect(
                    hosts.serverAddress(80),
                    SocketAddresses.of(IpAddress.ANY_V4, 5000));
            assertThat(hosts.await(attempt).cause()).isInstanceOf(SocketException.class)
                    .hasMessageStartingWith("Cannot assign requested address");
        }
    }

    @Nested
    class WhileListening {
        @Test
        void doesNotListenTwiceOnAPort() {
            listen();
            assertThat(hosts.await(hosts.server.serverBootstrap().childHandler(serverLog).bind(80)).cause())
                    .isInstanceOf(BindException.class);
        }

        @Test
        void acceptsOneConnectionForEachReadWithoutAutoRead() {
            Channel listener = hosts
                    .opened(hosts.server.serverBootstrap().option(ChannelOption.AUTO_READ, false)
                            .childHandler(new Acceptor()).bind(80));
            connect();
            connect();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(accepted).isEmpty();
            listener.read();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(accepted).hasSize(1);
            listener.read();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(accepted).hasSize(2);
        }

        @Test
        void keepsAcceptedConnectionsWhenItCloses() {
            Channel listener = listen();
            Channel channel = hosts.opened(connect());
            hosts.runFor(1, TimeUnit.SECONDS);
            hosts.await(listener.close());
            channel.writeAndFlush(bytes("still here"));
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.text).hasToString("still here");
            assertThat(hosts.await(connect()).cause()).isInstanceOf(ConnectException.class);
        }
    }

    @Nested
    class WhileConnected {
        private Channel channel;
        private Channel peer;

        @BeforeEach
        void open() {
            listen();
            channel = hosts.opened(connect());
            hosts.runFor(1, TimeUnit.SECONDS);
            peer = accepted.getFirst();
        }

        @Test
        void carriesBuffersWithAndWithoutAnArray() {
            channel.write(bytes("heap "));
            channel.write(Unpooled.directBuffer().writeBytes("direct ".getBytes(StandardCharsets.UTF_8)));
            channel.write(Unpooled.EMPTY_BUFFER);
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes("a "), bytes("pair")));
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.text).hasToString("heap direct a pair");
        }

        @Test
        void releasesWhatItWroteAndWhatItCouldNot() {
            ByteBuf sent = bytes("sent");
            ByteBuf unsent = Unpooled.buffer().writeZero(3_000_000);
            ByteBuf unflushed = bytes("unflushed");
            peer.config().setAutoRead(false);
            channel.writeAndFlush(sent);
            channel.writeAndFlush(unsent);
            channel.write(unflushed);
            channel.close();
            ByteBuf late = bytes("late");
            channel.writeAndFlush(late);
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(List.of(sent, unsent, unflushed, late)).allMatch(buffer -> buffer.refCnt() == 0);
        }

        @Test
        void carriesAPartOfAFile(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("page"), "x".repeat(200_000) + "y".repeat(300_000));
            ChannelFuture sent = channel
                    .writeAndFlush(new DefaultFileRegion(file.toFile(), 100_000, 350_000));
            hosts.await(sent);
            hosts.runFor(10, TimeUnit.SECONDS);
            assertThat(sent.isSuccess()).isTrue();
            assertThat(serverLog.text.toString()).isEqualTo("x".repeat(100_000) + "y".repeat(250_000));
        }

        @Test
        void takesNoMoreChunksThanItHasRoomFor() throws Exception {
            channel.pipeline().addLast(new ChunkedWriteHandler());
            peer.config().setAutoRead(false);
            var source = new ByteArrayInputStream(new byte[20_000_000]);
            ChannelFuture sent = channel.writeAndFlush(new ChunkedStream(source, 10_000));
            hosts.runFor(60, TimeUnit.SECONDS);
            assertThat(source.available()).as("bytes not yet asked for").isBetween(10_000_000, 19_900_000);
            peer.config().setAutoRead(true);
            hosts.await(sent);
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.bytes).isEqualTo(20_000_000);
        }

        @Test
        void failsTheWriteOfAFileThatIsTooShort(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("page"), "short");
            ChannelFuture sent = channel.writeAndFlush(new DefaultFileRegion(file.toFile(), 0, 100));
            assertThat(hosts.await(sent).cause()).isInstanceOf(IOException.class);
        }

        @Test
        void refusesMessagesThatAreNotBytes() {
            assertThat(hosts.await(channel.writeAndFlush("text")).cause())
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void tellsTheEndOfThePeersStream() {
            channel.writeAndFlush(bytes("last words"));
            channel.close();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.text).hasToString("last words");
            assertThat(serverLog.entries).containsExactly("active", "inactive");
            assertThat(peer.isOpen()).isFalse();
        }

        @Test
        void readsOnAfterItHasClosedItsOwnSide() {
            peer.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            ((SocketChannel) channel).shutdownOutput();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.entries).containsExactly("active", "ChannelInputShutdownEvent",
                    "ChannelInputShutdownReadComplete");
            assertThat(((SocketChannel) peer).isInputShutdown()).isTrue();
            peer.writeAndFlush(bytes("answer"));
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(clientLog.text).hasToString("answer");
            assertThat(hosts.await(channel.writeAndFlush(bytes("no"))).isSuccess()).isFalse();
            peer.close();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(clientLog.entries).endsWith("inactive");
        }

        @Test
        void throwsAwayWhatComesAfterItsInputWasShutDown() {
            ((SocketChannel) peer).shutdownInput();
            channel.writeAndFlush(Unpooled.buffer().writeZero(1_000_000));
            hosts.runFor(10, TimeUnit.SECONDS);
            assertThat(serverLog.text).isEmpty();
            assertThat(channel.bytesBeforeUnwritable()).as("all was taken").isPositive();
        }

        @Test
        void tellsAReset() {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.entries).containsExactly("active", "SocketException: Connection reset",
                    "inactive");
        }

        @Test
        void failsWritesThatWaitWhenTheConnectionIsReset() {
            peer.config().setAutoRead(false);
            ChannelFuture sent = channel.writeAndFlush(Unpooled.buffer().writeZero(3_000_000));
            hosts.runFor(5, TimeUnit.SECONDS);
            assertThat(sent.isDone()).isFalse();
            peer.config().setOption(ChannelOption.SO_LINGER, 0);
            peer.close();
            hosts.runFor(5, TimeUnit.SECONDS);
            assertThat(sent.cause()).isInstanceOf(SocketException.class).hasMessage("Connection reset");
        }

        @Test
        void failsWritesThatWaitWhenItIsClosed() {
            peer.config().setAutoRead(false);
            ChannelFuture sent = channel.writeAndFlush(Unpooled.buffer().writeZero(3_000_000));
            channel.close();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(sent.cause()).isInstanceOf(ClosedChannelException.class);
        }

        @Test
        void holdsASenderBackWhileNobodyReads() {
            peer.config().setAutoRead(false);
            List<ChannelFuture> writes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                writes.add(channel.writeAndFlush(Unpooled.buffer().writeZero(100_000)));
            }
            hosts.runFor(60, TimeUnit.SECONDS);
            long taken = writes.stream().filter(ChannelFuture::isSuccess).count();
            assertThat(taken * 100_000).as("bytes that left the sender").isBetween(100_000L, 8_000_000L);
            assertThat(channel.isWritable()).isFalse();
            assertThat(serverLog.bytes).isZero();
            peer.config().setAutoRead(true);
            hosts.runFor(60, TimeUnit.SECONDS);
            assertThat(serverLog.bytes).isEqualTo(10_000_000);
            assertThat(writes).allMatch(ChannelFuture::isSuccess);
            assertThat(channel.isWritable()).isTrue();
        }

        @Test
        void readsOnceForEachReadWithoutAutoRead() {
            peer.config().setAutoRead(false);
            hosts.runFor(1, TimeUnit.SECONDS);
            channel.writeAndFlush(Unpooled.buffer().writeZero(50_000));
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.reads).isZero();
            peer.read();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.reads).isEqualTo(1);
            assertThat(serverLog.bytes).isBetween(1L, 49_999L);
        }

        @Test
        void tellsIdlenessAtExactlyItsTime() {
            long start = hosts.millis();
            List<Long> idle = new ArrayList<>();
            peer.pipeline().addFirst(new IdleStateHandler(90, 0, 0), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    assertThat(event).isInstanceOf(IdleStateEvent.class);
                    idle.add(hosts.millis());
                }
            });
            hosts.runFor(30, TimeUnit.SECONDS);
            channel.writeAndFlush(bytes("tick"));
            hosts.runFor(200, TimeUnit.SECONDS);
            assertThat(idle).containsExactly(start + 120_010, start + 210_010);
        }

        @Test
        void servesBlockingCodeWhileAnotherThreadRunsTheEngine() throws InterruptedException {
            var runner = new PacedRunner(hosts.engine, System::nanoTime, Pace.virtual());
            var engineThread = new Thread(runner::run);
            hosts.loop.handOverTo(engineThread);
            engineThread.start();
            Channel blocking = connect().sync().channel();
            blocking.writeAndFlush(bytes("blocking")).sync();
            blocking.close().sync();
            runner.stop();
            engineThread.join();
            hosts.loop.handOverTo(Thread.currentThread());
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.text).hasToString("blocking");
        }

        @Test
        void isDrivenFromAnotherThreadByTheMailbox() throws InterruptedException {
            var other = new Thread(() -> channel.writeAndFlush(bytes("from outside")));
            other.start();
            other.join();
            hosts.engine.mailbox().drain();
            hosts.runFor(1, TimeUnit.SECONDS);
            assertThat(serverLog.text).hasToString("from outside");
        }
    }

    private Channel listen() {
        return hosts.opened(hosts.server.serverBootstrap().childHandler(new Acceptor()).bind(80));
    }

    private ChannelFuture connect() {
        return hosts.client.bootstrap().handler(clientLog).connect(hosts.serverAddress(80));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private final class Acceptor extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            accepted.add(channel);
            channel.pipeline().addLast(serverLog);
        }
    }

    /// Writes down what a channel is told.
    @ChannelHandler.Sharable
    private static final class Log extends ChannelInboundHandlerAdapter {
        private final List<String> entries = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private long bytes;
        private int reads;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            entries.add("active");
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            entries.add("inactive");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var buffer = (ByteBuf) message;
            reads++;
            bytes += buffer.readableBytes();
            text.append(buffer.toString(StandardCharsets.UTF_8));
            buffer.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            assertThat(event).isInstanceOfAny(ChannelInputShutdownEvent.class,
                    ChannelInputShutdownReadComplete.class,
                    io.netty.channel.socket.ChannelOutputShutdownEvent.class);
            if (!(event instanceof io.netty.channel.socket.ChannelOutputShutdownEvent)) {
                entries.add(event.getClass().getSimpleName());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            entries.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

}
