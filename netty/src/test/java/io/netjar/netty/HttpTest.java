package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Netty's HTTP/1.1 codec, unchanged, between two emulated hosts.
class HttpTest {
    private static final int LARGEST_BODY = 1 << 20;

    private final TwoHosts hosts = new TwoHosts(1);
    private final List<String> answers = new ArrayList<>();

    @AfterEach
    void leavesNothingBehind() {
        hosts.loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        hosts.runFor(10, TimeUnit.MINUTES);
        assertThat(hosts.buffersInUse()).isZero();
        assertThat(hosts.packetsLent()).isZero();
    }

    @Test
    void asksAndAnswersOverOneConnection() {
        Channel client = open();
        for (int i = 1; i <= 3; i++) {
            get(client, "/page" + i);
            hosts.runFor(1, TimeUnit.SECONDS);
        }
        assertThat(answers).containsExactly("200 OK /page1 of 10.0.0.1", "200 OK /page2 of 10.0.0.1",
                "200 OK /page3 of 10.0.0.1");
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        Channel client = open();
        for (int i = 0; i < 50; i++) {
            get(client, "/" + i);
        }
        hosts.runFor(10, TimeUnit.SECONDS);
        assertThat(answers).hasSize(50);
        assertThat(answers.get(49)).isEqualTo("200 OK /49 of 10.0.0.1");
    }

    @Test
    void timesOutAtExactlyTheReadTimeout() {
        Channel client = open();
        long start = hosts.millis();
        get(client, "/silence");
        hosts.runFor(100, TimeUnit.SECONDS);
        assertThat(answers).containsExactly("read timeout at " + (start + 45_000));
    }

    private Channel open() {
        hosts.opened(hosts.server.serverBootstrap().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_BODY),
                        new Answer());
            }
        }).bind(80));
        return hosts.opened(hosts.client.bootstrap().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(LARGEST_BODY),
                        new ReadTimeoutHandler(45), new Reader());
            }
        }).connect(hosts.serverAddress(80)));
    }

    private static void get(Channel client, String path) {
        client.writeAndFlush(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.uri().equals("/silence")) {
                return;
            }
            var client = ((HostChannel) context.channel()).remoteAddress();
            String text = request.uri() + " of " + (client == null ? "nobody" : client.getHostString());
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            HttpUtil.setContentLength(response, response.content().readableBytes());
            context.writeAndFlush(response);
        }
    }

    private final class Reader extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            answers.add(response.status() + " " + response.content().toString(StandardCharsets.UTF_8));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            assertThat(cause).isInstanceOf(ReadTimeoutException.class);
            answers.add("read timeout at " + hosts.millis());
            context.close();
        }
    }
}
