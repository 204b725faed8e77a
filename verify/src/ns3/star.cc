// Hosts around a server, each on a link of its own of 100 Mbit/s and 5 ms: again and again, 0.2 s apart, every host opens
// a TCP connection to the server, sends 10,000 bytes and closes. The hosts begin evenly spread over the first 0.2 s.
// The counterpart of `netjar bench star`.
#include "server.h"

using namespace ns3;

namespace {

constexpr uint32_t REQUEST_BYTES = 10'000;
constexpr int64_t INTERVAL_NANOS = 200'000'000;

/// A host's program.
class Client
{
  public:
    Client(Ptr<Node> node, Ipv4Address server, uint32_t requests)
        : m_node(std::move(node)),
          m_server(server),
          m_left(requests)
    {
    }

    void Start(Time offset)
    {
        Simulator::ScheduleWithContext(m_node->GetId(), offset, &Client::Request, this);
    }

  private:
    void Request()
    {
        Ptr<Socket> socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
        socket->SetConnectCallback(MakeCallback(&Client::Connected, this),
                                   MakeNullCallback<void, Ptr<Socket>>());
        socket->Bind();
        socket->Connect(InetSocketAddress(m_server, bench::Server::PORT));
        m_left--;
        if (m_left > 0)
        {
            Simulator::Schedule(NanoSeconds(INTERVAL_NANOS), &Client::Request, this);
        }
    }

    void Connected(Ptr<Socket> socket)
    {
        socket->Send(Create<Packet>(REQUEST_BYTES));
        socket->Close();
    }

    Ptr<Node> m_node;
    Ipv4Address m_server;
    uint32_t m_left;
};

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t hosts = 1000;
    uint32_t requests = 10;
    bench::Options options = bench::Parse(argc, argv, [&](CommandLine& line) {
        line.AddNonOption("hosts", "how many hosts", hosts);
        line.AddNonOption("requests", "how many requests each host makes", requests);
    });
    bench::TcpDefaults();
    bench::Benchmark benchmark("star", options);
    NodeContainer nodes;
    nodes.Create(hosts);
    Ptr<Node> hub = CreateObject<Node>();
    InternetStackHelper stack = bench::LeanStack();
    stack.Install(nodes);
    stack.Install(hub);
    bench::Server server(benchmark);
    server.Start(hub);
    std::vector<Client> clients;
    clients.reserve(hosts);
    for (uint32_t i = 0; i < hosts; i++)
    {
        Ipv4Address near = benchmark.Join(nodes.Get(i), hub, "100Mbps", "5ms", "1000p", i);
        bench::Benchmark::DefaultRoute(nodes.Get(i), near, 1);
        clients.emplace_back(nodes.Get(i), near, requests);
        clients.back().Start(NanoSeconds(INTERVAL_NANOS * i / hosts));
    }
    // One more second for the last requests.
    return benchmark.Run(NanoSeconds(INTERVAL_NANOS * requests) + Seconds(1));
}
