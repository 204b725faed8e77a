package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.Network;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Networks that nobody holds any more, with connections open and loops that were never shut down.
class ForgottenNetworkTest {
    private static final int NETWORKS = 20;
    /// Netty keeps for each thread the loop that ran last.
    private static final int KEPT = 1;

    @Test
    void areGarbage() {
        List<WeakReference<Network>> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(new WeakReference<>(used(i)));
        }
        long left = NETWORKS;
        for (int i = 0; i < 10 && left > KEPT; i++) {
            System.gc();
            left = networks.stream().map(WeakReference::get).filter(Objects::nonNull).count();
        }
        assertThat(left).isLessThanOrEqualTo(KEPT);
    }

    private static Network used(long seed) {
        var hosts = new TwoHosts(seed);
        hosts.server.serverBootstrap().childHandler(new ChannelInboundHandlerAdapter()).bind(80);
        hosts.opened(hosts.client.bootstrap().handler(new ChannelInboundHandlerAdapter())
                .connect(hosts.serverAddress(80))).writeAndFlush(Unpooled.EMPTY_BUFFER);
        return hosts.network;
    }
}
