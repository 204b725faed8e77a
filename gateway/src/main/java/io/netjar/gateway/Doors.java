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
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The open doors of one device. All of them open, or none.
public final class Doors implements AutoCloseable {
    private static final int CLOSE_SECONDS = 2;

    /// An open door and where it is: the plan's address with the port that was found free, if that said 0.
    public record Door(DoorPlan plan, InetSocketAddress address) {
        /// What kind of door it is.
        public DoorKind kind() {
            return plan.kind();
        }
    }

    /// One thread for all visitors, so that they need no locks among them.
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ChannelGroup visitors = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Door> open = new ArrayList<>();
    private final Room room;
    private final Inside inside;
    private final DoorLimits limits;

    private Doors(Device device, DoorLimits limits) {
        this.inside = new Inside(device);
        this.room = new Room(limits.connections(), limits.rest());
        this.limits = limits;
    }

    /// Opens the doors of `plans`, through which programs act as `device`. The engine behind the device must be
    /// run by somebody for anything to happen.
    ///
    /// @throws DoorException if any of them cannot be opened; says which and why
    public static Doors open(Device device, List<DoorPlan> plans) throws DoorException {
        return open(device, plans, DoorLimits.USUAL.within(OpenFiles.room()));
    }

    static Doors open(Device device, List<DoorPlan> plans, DoorLimits limits) throws DoorException {
        var doors = new Doors(device, limits);
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

    /// How many connections visitors have.
    int connections() {
        return visitors.size();
    }

    private void open(DoorPlan plan, List<String> problems) {
        InetSocketAddress address = plan.address();
        switch (plan.kind()) {
            case SOCKS -> listen(plan, new SocksDoor(inside, limits.greeting()), problems);
            case HTTP -> listen(plan, new HttpDoor(inside, limits.idle()), problems);
            case FORWARD -> listen(plan, new ForwardDoor(inside, plan.target().orElseThrow()), problems);
            case DNS -> {
                Channel tcp = listen(plan, new DnsDoor.OverTcp(inside, limits.idle()), problems);
                if (tcp != null) {
                    // Port 0 means any free port, but the same one for both protocols.
                    receive(plan, new InetSocketAddress(address.getAddress(), port(tcp)), problems);
                }
            }
        }
    }

    private @Nullable Channel listen(DoorPlan plan, ChannelInitializer<Channel> door,
            List<String> problems) {
        ChannelFuture bound = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Visitors(visitors, room, door))
                .bind(plan.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            problems.add(problem(plan, "TCP", bound.cause()));
            return null;
        }
        bound.channel().pipeline().addLast(new Visitors.Unaccepted());
        listeners.add(bound.channel());
        open.add(new Door(plan,
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
        listeners.add(bound.channel());
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static String problem(DoorPlan plan, String transport, Throwable cause) {
        InetSocketAddress address = plan.address();
        String where = address.getHostString() + ":" + address.getPort();
        return "cannot open the " + plan.kind().label() + " door on " + where + ": " + why(transport, cause);
    }

    private static String why(String transport, Throwable cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "that is not an address";
        }
        String message = String.valueOf(cause.getMessage());
        return cause instanceof BindException && message.contains("in use")
                ? "another program has that " + transport + " port"
                : message;
    }

    /// Closes all doors and the connections through them.
    @Override
    public void close() {
        listeners.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        visitors.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS,
                TimeUnit.SECONDS);
    }
}
