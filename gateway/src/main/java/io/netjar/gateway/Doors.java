package io.netjar.gateway;

import io.netjar.internet.Device;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The open doors of one device. All of them open, or none.
public final class Doors implements AutoCloseable {
    /// Connections a door holds at most; the next one is closed at once. Far above what a browser opens (some
    /// hundred), below the usual limit of 1,024 to 65,536 open files.
    static final int MAX_CONNECTIONS = 4096;
    private static final int CLOSE_SECONDS = 2;

    /// An open door and where it is.
    public record Door(DoorKind kind, InetSocketAddress address) {}

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Door> open = new ArrayList<>();
    private final Inside inside;

    private Doors(Device device) {
        this.inside = new Inside(device);
    }

    /// Opens the doors of `plans`, through which programs act as `device`. The engine behind the device must be
    /// run by somebody for anything to happen.
    ///
    /// @throws DoorException if any of them cannot be opened; says which and why
    public static Doors open(Device device, List<DoorPlan> plans) throws DoorException {
        var doors = new Doors(device);
        var problems = new ArrayList<String>();
        for (DoorPlan plan : plans) {
            doors.open(plan, problems);
        }
        if (!problems.isEmpty()) {
            doors.close();
            throw new DoorException(problems);
        }
        return doors;
    }

    /// The doors, in the order of their plans.
    public List<Door> doors() {
        return List.copyOf(open);
    }

    private void open(DoorPlan plan, List<String> problems) {
        InetSocketAddress address = plan.address();
        switch (plan.kind()) {
            case SOCKS -> listen(plan, new SocksDoor(inside), problems);
            case HTTP -> listen(plan, new HttpDoor(inside), problems);
            case DNS -> {
                Channel tcp = listen(plan, new DnsDoor.OverTcp(inside), problems);
                if (tcp != null) {
                    // Port 0 means any free port, but the same one for both protocols.
                    receive(plan, new InetSocketAddress(address.getAddress(), port(tcp)), problems);
                }
            }
        }
    }

    private @Nullable Channel listen(DoorPlan plan, ChannelInitializer<Channel> visitors,
            List<String> problems) {
        ChannelFuture bound = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childHandler(new Visitors(channels, visitors))
                .bind(plan.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            problems.add(problem(plan, "TCP", bound.cause()));
            return null;
        }
        channels.add(bound.channel());
        open.add(new Door(plan.kind(),
                new InetSocketAddress(plan.address().getAddress(), port(bound.channel()))));
        return bound.channel();
    }

    private void receive(DoorPlan plan, InetSocketAddress address, List<String> problems) {
        ChannelFuture bound = new Bootstrap().group(loops).channel(NioDatagramChannel.class)
                .handler(new DnsDoor.OverUdp(inside)).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            problems.add(problem(plan, "UDP", bound.cause()));
            return;
        }
        channels.add(bound.channel());
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static String problem(DoorPlan plan, String transport, Throwable cause) {
        InetSocketAddress address = plan.address();
        String where = address.getHostString() + ":" + address.getPort();
        String why = cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")
                ? "another program has that " + transport + " port"
                : String.valueOf(cause.getMessage());
        return "cannot open the " + plan.kind().label() + " door on " + where + ": " + why;
    }

    /// Closes all doors and the connections through them.
    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS,
                TimeUnit.SECONDS);
    }
}
