package io.netjar.cli;

import io.netjar.web.SiteServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A web server on a port of the real machine: one thread that serves every connection.
final class PortServer implements AutoCloseable {
    /// How long answers that are on their way may take when the server ends.
    private static final long PATIENCE_SECONDS = 4;
    /// How many connections may wait to be accepted (as nginx).
    private static final int BACKLOG = 511;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1,
            NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(loop.next());
    private final Channel listening;

    /// @param handler is given every connection
    /// @throws IOException if the port cannot be had
    PortServer(InetSocketAddress address, ChannelHandler handler) throws IOException {
        try {
            this.listening = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true).childHandler(new Accepted(handler))
                    .bind(address).sync().channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e instanceof IOException known ? known : new IOException(e);
        }
    }

    private final class Accepted extends ChannelInitializer<Channel> {
        private final ChannelHandler handler;

        Accepted(ChannelHandler handler) {
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel channel) {
            connections.add(channel);
            channel.pipeline().addLast(handler);
        }
    }

    /// Where it listens.
    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /// Does `task` once a second on the thread that serves.
    void everySecond(Runnable task) {
        loop.next().scheduleAtFixedRate(task, 1, 1, TimeUnit.SECONDS);
    }

    /// Waits until it is stopped.
    void await() throws InterruptedException {
        listening.closeFuture().sync();
    }

    /// Takes no more connections.
    void stop() {
        listening.close();
    }

    /// Takes no more connections, lets answers come to their end, and closes.
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        for (Channel connection : connections) {
            connection.pipeline().fireUserEventTriggered(SiteServer.Ending.FINISH);
        }
        connections.newCloseFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
