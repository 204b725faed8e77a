package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.net.link.DropReason;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Channel options do to the socket what they say.
class HostChannelOptionTest {
    private final TwoHosts hosts = new TwoHosts(3);

    private <T> Channel connected(ChannelOption<T> option, T value) {
        hosts.opened(
                hosts.server.serverBootstrap().childHandler(new ChannelInboundHandlerAdapter()).bind(80));
        Bootstrap client = hosts.client.bootstrap().handler(new ChannelInboundHandlerAdapter());
        return hosts.opened(client.option(option, value).connect(hosts.serverAddress(80)));
    }

    @Test
    void keepAliveFindsOutThatTheCableIsCut() {
        Channel channel = connected(ChannelOption.SO_KEEPALIVE, true);
        channel.config().setOption(HostChannelOption.TCP_KEEPIDLE, 60);
        channel.config().setOption(HostChannelOption.TCP_KEEPINTVL, 10);
        channel.config().setOption(HostChannelOption.TCP_KEEPCNT, 3);
        hosts.runFor(10, TimeUnit.MINUTES);
        assertThat(channel.isActive()).isTrue();
        hosts.cut();
        hosts.runFor(2, TimeUnit.MINUTES);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void withoutKeepAliveNobodyFindsOut() {
        Channel channel = connected(ChannelOption.SO_KEEPALIVE, false);
        hosts.cut();
        hosts.runFor(24, TimeUnit.HOURS);
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void userTimeoutEndsAConnectionWhoseDataAreNotAcknowledged() {
        Channel channel = connected(HostChannelOption.TCP_USER_TIMEOUT, 5000);
        hosts.cut();
        channel.writeAndFlush(Unpooled.copiedBuffer("lost", StandardCharsets.US_ASCII));
        hosts.runFor(4990, TimeUnit.MILLISECONDS);
        assertThat(channel.isActive()).isTrue();
        hosts.runFor(20, TimeUnit.MILLISECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void buffersHaveTheSizesThatWereSet() {
        Channel channel = connected(ChannelOption.SO_SNDBUF, 4096);
        assertThat(channel.config().getOption(ChannelOption.SO_SNDBUF)).isEqualTo(4096);
        hosts.cut();
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[10_000]));
        assertThat(hosts.clientHost.tcp().sockets().toString()).contains("unacknowledged=4096");
        assertThatThrownBy(() -> channel.config().setOption(ChannelOption.SO_RCVBUF, 100))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2048");
    }

    @Test
    void trafficClassIsThatOfAllPacketsFromTheFirstOn() {
        var classes = new TreeSet<Integer>();
        hosts.network.observe(new Observer() {
            @Override
            public void sent(Port port, Packet frame) {
                if (port.name().startsWith("client")
                        && EthernetView.type(frame.bytes(), frame.offset()) == EthernetView.TYPE_IPV4) {
                    classes.add(Ipv4View.trafficClass(frame.bytes(),
                            frame.offset() + EthernetView.HEADER_BYTES));
                }
            }

            @Override
            public void received(Port port, Packet frame) {}

            @Override
            public void dropped(Port port, Packet packet, DropReason reason) {}
        });
        Channel channel = connected(ChannelOption.IP_TOS, 0xb8);
        assertThat(classes).containsExactly(0xb8);
        assertThat(channel.config().getOption(ChannelOption.IP_TOS)).isEqualTo(0xb8);
        channel.config().setOption(ChannelOption.IP_TOS, 0x28);
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
        hosts.runFor(1, TimeUnit.SECONDS);
        assertThat(classes).containsExactly(0x28, 0xb8);
        assertThatThrownBy(() -> channel.config().setOption(ChannelOption.IP_TOS, 256))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("256");
    }

    @Test
    void optionsTellWhatWasSet() {
        Channel channel = connected(HostChannelOption.TCP_KEEPCNT, 4);
        assertThat(channel.config().getOptions()).containsEntry(HostChannelOption.TCP_KEEPCNT, 4)
                .containsEntry(HostChannelOption.TCP_KEEPIDLE, 7200)
                .containsEntry(ChannelOption.SO_KEEPALIVE, false)
                .containsEntry(ChannelOption.TCP_NODELAY, true);
    }
}
