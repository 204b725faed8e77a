package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkTransferTest {
    private static final int TEN_MEGABYTES = 10_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void carriesTenMegabytesBothWaysAtOnceUnchanged(double loss) throws NoSuchAlgorithmException {
        var hosts = new TwoHosts(1, loss);
        byte[] up = new byte[TEN_MEGABYTES];
        byte[] down = new byte[TEN_MEGABYTES];
        Chance.of(1, "up").nextBytes(up);
        Chance.of(1, "down").nextBytes(down);
        var atServer = new Sink(down);
        var atClient = new Sink(up);
        hosts.opened(hosts.server.serverBootstrap().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(atServer);
            }
        }).bind(80));
        Channel client = hosts
                .opened(hosts.client.bootstrap().handler(atClient).connect(hosts.serverAddress(80)));
        boolean isDone = hosts.engine.runUntil(
                () -> atServer.received == TEN_MEGABYTES && atClient.received == TEN_MEGABYTES,
                TimeUnit.HOURS.toNanos(1));
        assertThat(isDone).as("received %d and %d", atServer.received, atClient.received).isTrue();
        assertThat(atServer.hash()).isEqualTo(hash(up));
        assertThat(atClient.hash()).isEqualTo(hash(down));
        client.close();
        hosts.runFor(10, TimeUnit.MINUTES);
        assertThat(hosts.buffersInUse()).isZero();
        assertThat(hosts.packetsLent()).isZero();
    }

    private static String hash(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /// Sends all it has as soon as it is connected, and digests what comes.
    private static final class Sink extends ChannelInboundHandlerAdapter {
        private final byte[] outgoing;
        private final MessageDigest digest = MessageDigest.getInstance("SHA-256");
        private int received;

        Sink(byte[] outgoing) throws NoSuchAlgorithmException {
            this.outgoing = outgoing;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(outgoing));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            received += bytes.readableBytes();
            digest.update(bytes.nioBuffer());
            bytes.release();
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
