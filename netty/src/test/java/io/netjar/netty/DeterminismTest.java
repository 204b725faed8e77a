package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final int CONNECTIONS = 5;

    @Test
    void sendsTheSameFramesAtTheSameTimesForTheSameSeed() {
        List<String> first = framesOf(7);
        assertThat(first).hasSizeGreaterThan(1000);
        assertThat(framesOf(7)).isEqualTo(first);
        assertThat(framesOf(8)).isNotEqualTo(first);
    }

    /// Some connections that echo, over a link that loses a frame in a hundred.
    private static List<String> framesOf(long seed) {
        var hosts = new TwoHosts(seed, 0.01);
        var trace = new Trace(hosts);
        hosts.network.observe(trace);
        hosts.opened(hosts.server.serverBootstrap().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Echo());
            }
        }).bind(7));
        for (int i = 0; i < CONNECTIONS; i++) {
            hosts.client.bootstrap().handler(new Talker()).connect(hosts.serverAddress(7));
        }
        hosts.runFor(5, TimeUnit.MINUTES);
        return trace.frames;
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    private static final class Talker extends ChannelInboundHandlerAdapter {
        private static final int BYTES = 300_000;
        private int heard;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.buffer(BYTES).writeZero(BYTES));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            heard += bytes.readableBytes();
            bytes.release();
            if (heard == BYTES) {
                context.close();
            }
        }
    }

    /// A line for each frame: when, where, and what is in it.
    private static final class Trace implements Observer {
        private final List<String> frames = new ArrayList<>();
        private final TwoHosts hosts;

        Trace(TwoHosts hosts) {
            this.hosts = hosts;
        }

        @Override
        public void sent(Port port, Packet frame) {
            byte[] bytes = Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.length());
            frames.add(hosts.engine.now() + " " + port + " " + bytes.length + " " + Arrays.hashCode(bytes));
        }

        @Override
        public void received(Port port, Packet frame) {}

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {}
    }
}
