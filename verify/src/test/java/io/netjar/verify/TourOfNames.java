package io.netjar.verify;

import io.netjar.dns.QueryOutcome;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.net.link.Link;
import io.netjar.netty.SocketAddresses;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.function.Consumer;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The part of the tour that is about names: a resolver with habits of its own, records that the description holds, a zone
/// whose signatures have expired, a whole zone at once.
final class TourOfNames {
    private static final long SECOND = 1_000_000_000L;
    private static final String SHOPS_SERVER = "namsan/seoul/ns1.shop.test";
    private static final int DNS_PORT = 53;

    private final Internet internet;
    private final Device curious;
    private final Consumer<String> note;

    TourOfNames(Internet internet, Consumer<String> note) {
        this.internet = internet;
        this.curious = internet.device("curious/pc");
        this.note = note;
    }

    /// The sample's description with what this part needs.
    static String describe(String sample) {
        return sample
                .replace("providers:\n",
                        """
                                providers:
                                  sorak:
                                    kind: residential
                                    cities: [seoul]
                                    addresses: 203.0.96.0/20
                                    resolver: { city: seoul, qname-minimisation: strict, 0x20: on, serve-stale: on, prefetch: on }
                                """)
                .replace("homes:\n", """
                        homes:
                          curious: { provider: sorak, devices: [pc] }
                        """).replace("dnssec:\n", """
                        name-servers: { transfer-to: [203.0.96.0/20] }
                        zones:
                          shop.test:
                            records:
                              quick: 10 A 203.0.113.8
                              mail: 203.0.113.25
                              "@": { MX: [10 mail, 20 mail.example.], TXT: v=spf1 mx -all }
                        dnssec:
                          broken.test: expired
                        """).replace("sites:\n  # By https",
                        "sites:\n  www.broken.test: { in: namsan/seoul, websocket: { /echo: echo } }\n  # By https");
    }

    /// Asks for a name that lives for ten seconds: afresh, when it is about to run out, and when its server is gone.
    void take() {
        ask("quick.shop.test.", Type.A);
        ask("shop.test.", Type.MX);
        ask("nobody.shop.test.", Type.A);
        ask("www.broken.test.", Type.A);
        transfer("shop.test.");
        run(9.4);
        ask("quick.shop.test.", Type.A);
        run(1);
        Link cable = internet.link(SHOPS_SERVER + " to namsan/seoul/servers");
        cable.up(false);
        run(11);
        ask("quick.shop.test.", Type.A);
        run(5);
        cable.up(true);
    }

    private void run(double seconds) {
        internet.engine().runUntil(internet.engine().now() + (long) (seconds * SECOND));
    }

    private void ask(String name, int type) {
        curious.stub().query(Name.fromConstantString(name), type, outcome -> note.accept("asked " + name + " "
                + (outcome instanceof QueryOutcome.Response answer
                        ? Rcode.string(answer.message().getRcode()) + " "
                                + answer.message().getSection(Section.ANSWER)
                        : outcome)));
    }

    /// A whole zone by TCP, as `dig axfr` asks for it.
    private void transfer(String zone) {
        Message query = new Message(4711);
        query.addRecord(Record.newRecord(Name.fromConstantString(zone), Type.AXFR, 1), Section.QUESTION);
        byte[] bytes = query.toWire();
        IpAddress server = internet.host(SHOPS_SERVER).orElseThrow().ip().interfaces().getFirst().address();
        curious.transport().bootstrap().handler(new SimpleChannelInboundHandler<ByteBuf>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, ByteBuf answer) {
                note.accept("transfer " + answer.readableBytes());
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                ctx.close();
            }
        }).connect(SocketAddresses.of(new Endpoint(server, DNS_PORT)))
                .addListener((ChannelFutureListener) connected -> connected.channel()
                        .writeAndFlush(Unpooled.buffer().writeShort(bytes.length).writeBytes(bytes)));
    }
}
