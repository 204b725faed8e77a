package io.netjar.verify.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Command lines as people type them, each with what comes of it: together every command and every option at least once.
/// `TMP` stands for a folder of the test's own.
final class CommandCases {
    private static final String SHOP = "alice/laptop https://www.shop.test/";
    private static final String EVENTS = "run --json --dns 0 --socks 0 --http off --forward 0=exchange.test:80 --pace virtual "
            + "--access-log - --script verify/src/test/resources/events.txt";
    private static final String FEED = "'[{\"ticket\":\"me\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]}]'";

    private CommandCases() {}

    /// @param line what stands behind `netjar`, as a shell takes it
    /// @param exit the exit code
    /// @param output where `says` stands
    /// @param isKernels whether it needs a kernel that makes namespaces and TUN devices
    record Case(String line, int exit, Output output, boolean isKernels, List<String> says) {
        /// The words, without what shells make of them.
        List<String> words() {
            return Arrays.asList(line.split("[ =]+", -1));
        }

        /// Whether it is of the command with these words, `netjar` first, or of one below it.
        boolean isOf(List<String> path) {
            List<String> words = new ArrayList<>(List.of("netjar"));
            words().stream().filter(word -> !word.startsWith("-")).forEach(words::add);
            return words.size() >= path.size() && words.subList(0, path.size()).equals(path);
        }

        @Override
        public String toString() {
            return "netjar " + line;
        }
    }

    /// The standard output, or the standard error.
    enum Output {
        OUT, ERR
    }

    private static Case works(String line, String... says) {
        return new Case(line, 0, Output.OUT, false, List.of(says));
    }

    private static Case worksWithAKernel(String line, String... says) {
        return new Case(line, 0, Output.OUT, true, List.of(says));
    }

    /// The answer to what was asked is no, or none.
    private static Case denies(String line, String... says) {
        return new Case(line, 1, Output.OUT, false, List.of(says));
    }

    private static Case fails(String line, String... says) {
        return new Case(line, 1, Output.ERR, false, List.of(says));
    }

    private static Case isWrong(String line, String... says) {
        return new Case(line, 2, Output.ERR, false, List.of(says));
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(general());
        all.addAll(asking());
        all.addAll(fetching());
        all.addAll(looking());
        all.addAll(measuring());
        all.addAll(openingDoors());
        return all;
    }

    private static List<Case> general() {
        return List.of(works("--help", "Usage: netjar", "Examples:", "Environment:", "Exit codes:"),
                works("--version", "netjar 0."), works("-h", "Usage: netjar"), works("-V", "netjar 0."),
                works("help iperf", "Usage: netjar iperf"), works("help --help", "Usage: netjar help"),
                works("get --help", "Examples:"), works("get --version", "netjar 0."),
                isWrong("", "which command? run, ping"), isWrong("pign", "did you mean 'ping'?"),
                isWrong("--vresion", "did you mean '--version'?"),
                isWrong("ping", "Missing required", "--help"),
                isWrong("ping alice/laptop www.shop.test --cuont 3", "--cuont"),
                isWrong("get --nothing --debug alice/laptop http://www.shop.test/", "--nothing"),
                isWrong("help nothing", "nothing"),
                fails("get --debug alice/laptop http://nothing.test/", "\tat io.netjar.cli.GetCommand"),
                works("man", ".TH \"NETJAR\" \"1\""), works("man bench chain", ".TH \"NETJAR-BENCH-CHAIN\""),
                isWrong("man nothing", "there is no command 'nothing'"),
                works("completion bash", "complete -o bashdefault"), works("completion zsh", "compdef"),
                works("completion fish", "complete -c netjar"), isWrong("completion tcsh", "no shell 'tcsh'"),
                works("completion names --file samples/small-world.yaml", "alice/laptop\n",
                        "www.shop.test\n"),
                works("schema", "\"$schema\""));
    }

    private static List<Case> asking() {
        return List.of(
                works("ping -c 2 --seed 2 alice/laptop www.shop.test", "2 packets transmitted, 2 received"),
                works("ping -c 2 --seed 2 alice/laptop www.shop.test --json", "\"received\" : 2"),
                works("ping --count 1 -f samples/small-world.yaml bob/desktop www.shop.test",
                        "1 packets transmitted"),
                denies("ping --json -c 1 bob/desktop 192.0.2.1",
                        "\"error\" : \"Destination Net Unreachable\""),
                isWrong("ping --count 0 alice/laptop www.shop.test", "--count is a number from 1"),
                isWrong("ping alice/laptpo www.shop.test", "did you mean 'alice/laptop'?"),
                fails("ping alice/laptop nothing.test", "nothing.test: there is no such name"),
                works("traceroute -q 1 -N 4 --first 2 -m 20 alice/laptop www.shop.test", "www.shop.test ("),
                works("traceroute -q 1 -N 4 --first 2 -m 20 --json alice/laptop www.shop.test",
                        "\"reached\" : true"),
                works("traceroute -n alice/laptop www.shop.test", " 1  192.168.0.1  "),
                works("dig alice/laptop www.shop.test", "status: NOERROR", ";; ANSWER SECTION:"),
                works("dig alice/laptop www.shop.test --json", "\"status\" : \"NOERROR\""),
                works("dig +trace alice/laptop shop.test NS", "ns1.shop.test"),
                works("dig +trace +dnssec alice/laptop shop.test NS", "\tRRSIG\tNS ", "\tDS\t"),
                works("dig --json +trace alice/laptop shop.test NS", "\"serverName\" : \"a.root-servers."),
                works("dig +dnssec alice/laptop shop.test NS", "RRSIG"),
                works("dig +short +cd alice/laptop www.shop.test", "198.51."),
                works("dig +noall +answer alice/laptop @ns1.shop.test +norec +tcp -t NS shop.test",
                        "ns1.shop.test"),
                works("dig +noall +stats alice/laptop @ns1.shop.test +tcp shop.test", "(TCP)"),
                works("dig alice/laptop +short -x 198.51.98.4", "shop.test"),
                denies("dig --json alice/laptop @192.0.2.1 www.shop.test", "\"error\" : \"timed out\""),
                isWrong("dig +tarce alice/laptop www.shop.test", "did you mean '+trace'?"),
                isWrong("dig alice/laptop -x shop.test", "'shop.test' is not an address like"),
                isWrong("dig alice/laptop", "dig needs a device and a name"),
                isWrong("dig alice/laptop www.shop.test NOTYPE", "'NOTYPE' is not a type of record"),
                works("dns-cache alice/laptop --ask www.shop.test --after 30s --servers", "SERVER"),
                works("dns-cache alice/laptop --ask www.shop.test --after 30s --servers --json",
                        "\"resolver\" : \"hanbit/seoul/resolver\""),
                isWrong("dns-cache alice/laptop --after soon", "'soon' is not a time like 40ms"));
    }

    private static List<Case> fetching() {
        return List.of(
                works("get -i " + SHOP, "HTTP/2 200", "<!doctype html>"),
                works("get --json " + SHOP, "\"status\" : 200", "\"tlsMillis\""),
                works("get -i --http1.1 " + SHOP, "HTTP/1.1 200 OK\n"),
                works("get --json -i -v --timing -L alice/laptop http://www.shop.test/", "\"status\" : 301"),
                works("get -v --timing -q --http1.1 " + SHOP + " 2>&1", "* Connected to www.shop.test",
                        "* SSL connection using TLSv1.3", "> GET / HTTP/1.1", "< HTTP/1.1 200 OK", "  tls "),
                works("get -L -I -H 'X-Mark: 1' -v alice/laptop http://www.shop.test/ 2>&1", "> X-Mark: 1",
                        "< HTTP/1.1 301", "HTTP/2 200"),
                works("get -q -d @samples/shop/index.html -v " + SHOP + " 2>&1", "> POST / HTTP/2"),
                works("get -X PUT -d some=thing -o TMP/put.html -v " + SHOP + " 2>&1", "> PUT / HTTP/2",
                        "> content-length: 10", "< HTTP/2 405"),
                fails("get --fail " + SHOP + "nothing", "was answered with 404"),
                fails("get --json alice/laptop http://nothing.test/", "could not resolve nothing.test"),
                fails("get alice/laptop http://nothing.test/", "could not resolve nothing.test"),
                isWrong("get alice/laptop 'http://'", "is not an address"),
                isWrong("get -H nonsense " + SHOP, "-H: 'nonsense' is not a header"),
                works("get -q --capture TMP/all.pcapng --capture alice/laptop " + SHOP),
                works("get -q --capture TMP/some.pcapng --capture 'link:alice/line proto:dns' --capture "
                        + "'bob/* !proto:arp' " + SHOP),
                isWrong("get --capture TMP/none.pcapng --capture proto:dsn " + SHOP,
                        "did you mean 'dns'?"),
                isWrong("get --capture TMP/all.pcap " + SHOP, "A file to write to ends in .pcapng"),
                isWrong("get --capture a.pcapng --capture b.pcapng " + SHOP, "one file takes all frames"),
                works("ws alice/laptop ws://exchange.test/echo -s one -s two -n 2", "one\ntwo\n"),
                works("ws alice/laptop ws://exchange.test/echo -s one -s two -n 2 --json",
                        "\"event\":\"closed\""),
                works("ws bob/desktop wss://exchange.test/feed --for 2s --ping 1s --json --send " + FEED,
                        "\"event\":\"pong\""),
                fails("ws bob/desktop ws://exchange.test/nothing --send x --json", "is no WebSocket"),
                works("ws alice/laptop wss://exchange.test/feed --for 3s --ping 1s -v -H 'X-Mark: 1' --send "
                        + FEED
                        + " 2>&1", "> X-Mark: 1", "\"KRW-NARU\"", "Pong after 1", "Disconnected (code: 1000"),
                works("ws bob/desktop ws://exchange.test/echo </dev/null"),
                works("ws bob/desktop ws://exchange.test/echo -v -s x -n 1 2>&1",
                        "> Sec-WebSocket-Extensions: permessage-deflate",
                        "< sec-websocket-extensions: permessage-deflate"),
                works("ws bob/desktop ws://exchange.test/echo -s x -n 1 --no-compression --json",
                        "\"compressed\":false"),
                fails("ws bob/desktop ws://exchange.test/echo --protocol chat --send x",
                        "chose none of the subprotocols that it was offered: chat"),
                isWrong("ws bob/desktop ws://exchange.test/echo --protocol 'a b'",
                        "is no name of a subprotocol"),
                fails("ws bob/desktop ws://exchange.test/nothing --send x", "is no WebSocket", "404"),
                fails("ws bob/desktop ws://exchange.test/echo --send x --count 2 --for 1s", "only 1 of 2"),
                isWrong("ws bob/desktop http://exchange.test/", "is not an address like wss://"),
                works("load " + SHOP, "document", "load "),
                works("load --json " + SHOP, "\"loadEventStart\""),
                fails("load --json alice/laptop http://nothing.test/", "could not resolve nothing.test"),
                works("load -q -r 2 --no-cache --connections 2 --http1.1 --har TMP/page.har " + SHOP,
                        "requests"),
                isWrong("load --repeat 0 " + SHOP, "are 1 or more"));
    }

    private static List<Case> looking() {
        String during = "--during 'get alice/laptop https://www.shop.test/images/kiln.png' --at 330ms";
        return List.of(works("ss www.shop.test " + during, "ESTAB"),
                works("ss --json www.shop.test " + during, "\"state\" : \"ESTABLISHED\""),
                works("ss --json alice/laptop --during 'get alice/laptop http://www.shop.test/' --at 5s",
                        "\"state\" : \"TIME-WAIT\""),
                isWrong("ss nothing", "there is no device, router, server or site 'nothing'"),
                works("check samples/small-world.yaml", "no mistakes"),
                works("check --json samples/small-world.yaml", "\"valid\" : true"),
                fails("check pom.xml", "mistake"), denies("check --json pom.xml", "\"valid\" : false"),
                fails("check nothing.yaml", "there is no such file"),
                works("show --seed 3", "alice/laptop"),
                works("show samples/small-world.yaml", "www.shop.test"),
                works("show --json samples/small-world.yaml", "\"alice/laptop\""),
                works("show --yaml samples/small-world.yaml", "www.shop.test"),
                works("show --svg TMP/map.svg --png TMP/map.png"));
    }

    private static List<Case> measuring() {
        return List.of(
                works("iperf alice/laptop www.shop.test -t 2", "[ ID] Interval", "sender", "iperf Done."),
                works("iperf alice/laptop www.shop.test -t 2 --json", "\"congestionWindowBytes\""),
                works("iperf bob/desktop exchange.test -R -P 2 --time 1s", "Reverse mode", "[SUM]"),
                works("iperf bob/desktop exchange.test -u --rate 5M -t 1", "Jitter", "(0"),
                fails("iperf alice/laptop bob/desktop", "is behind the NAT of bob", "--reverse"),
                isWrong("iperf alice/laptop www.shop.test --rate 1M", "--rate is for --udp"),
                isWrong("iperf alice/laptop www.shop.test --time 0", "longer than nothing"),
                works("iperf --json bob/desktop exchange.test -R -u -t 1", "\"lostDatagrams\""),
                works("bench --cpu --json chain 2 1000", "\"benchmark\":\"chain\"", "\"cpuSeconds\""),
                works("bench dumbbell 2 1", "dumbbell hops="), works("bench star 20 3", "star hops="),
                works("bench routes 1000 --json", "\"prefixes\":1000"),
                works("bench routes 1000", "prefixes=1000"),
                works("bench memory 100 --json", "\"bytesPerHome\":"),
                works("bench subscribers 10 --seconds 1 --json", "\"subscribers\":10"),
                works("bench realtime 1 --json", "\"hosts\":1000"),
                worksWithAKernel("bench linux --seconds 1 --seeds 1 --road 9 --json",
                        "\"linuxCubicBitsPerSecond\":"),
                worksWithAKernel("bench tun 2 --seconds 1 --json", "\"gigabitsPerSecond\":"),
                isWrong("bench dumbbell 0 1", "FLOWS is a number from 1 to 1000"),
                isWrong("bench star 1 0", "REQUESTS is a number from 1"),
                isWrong("bench realtime 0", "SECONDS is a number from 1"),
                isWrong("bench linux --seconds 1 --seeds 1 --road 99", "there are roads 1 to"),
                isWrong("bench tun 1 --seconds 1", "ROUTERS is a number from 2"),
                isWrong("bench", "Missing required"),
                isWrong("bench chain", "Missing required", "Try 'netjar bench chain --help'."));
    }

    private static List<Case> openingDoors() {
        return List.of(isWrong("run --door bob/desktop --socks x --forward 1", "--door: 'bob/desktop' is not",
                "--socks: 'x'", "--forward: '1'"),
                isWrong("run --door nobody/pc=0 --dns 0 --http 0 --socks 0",
                        "there is no device 'nobody/pc'"),
                isWrong("run --netns home", "it needs --tun"),
                isWrong("run --tun alice/laptop", "like alice/laptop="),
                isWrong("run --pace quick", "quick"),
                works(EVENTS, "\"event\":\"ready\"", "\"event\":\"over\"", "\"event\":\"access\"",
                        "\"event\":\"warning\"", "\"event\":\"output\""),
                fails("run nothing.yaml", "there is no such file"),
                fails("run --script nothing.txt", "nothing.txt"),
                isWrong("serve --port 65536 samples/shop", "65536 is no port"),
                fails("serve --bind 192.0.2.1 --port 0 samples/shop", "192.0.2.1"));
    }

    /// Commands that run until they are stopped; `says` stands in what they print at first.
    static List<Case> lasting() {
        return List.of(
                works("run samples/small-world.yaml --seed 2 --as bob/desktop --dns 0 --socks 0 --http 0 "
                        + "--forward 0=exchange.test:80 --door alice/pc=socks:0,dns:0 --door alice/phone=0 --pace 2 "
                        + "--access-log TMP/access.log --export-root TMP/root.pem --export-anchor TMP/root.key "
                        + "--capture TMP/run.pcapng --capture 'alice/* proto:dns'",
                        "acting as   bob/desktop",
                        "acting as   alice/pc", "acting as   alice/phone", "forward ", "Ctrl-C stops."),
                worksWithAKernel(
                        "run --json --dns 0 --socks off --http off --tun alice/laptop=netjar1 --netns NETNS",
                        "\"interface\":\"netjar1\""),
                works("serve --json --port 0 --access-log - samples/shop", "\"event\":\"access\""),
                works("serve --json --port 0 --tls --export-root TMP/json.pem samples/shop", "\"rootFile\":"),
                works("serve samples/shop --port 0 --bind 127.0.0.1 --name shop.example --tls "
                        + "--access-log TMP/serve.log --export-root TMP/serve.pem", "https://"));
    }
}
