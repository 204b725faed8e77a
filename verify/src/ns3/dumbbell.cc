// Bulk TCP flows, each from a host of its own to a host of its own, through one link that all of them share: 1 Gbit/s,
// 10 ms, a queue of 1,000 packets; the hosts' links have 1 Gbit/s and 1 ms. The counterpart of `netjar bench dumbbell`.
#include "server.h"

using namespace ns3;

namespace {

/// Writes as much as the connection takes, for ever.
class Source
{
  public:
    explicit Source(uint32_t chunk)
        : m_chunk(chunk)
    {
    }

    void Start(Ptr<Node> node, Ipv4Address server)
    {
        m_socket = Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
        m_socket->SetConnectCallback(MakeCallback(&Source::Connected, this),
                                     MakeNullCallback<void, Ptr<Socket>>());
        m_socket->SetSendCallback(MakeCallback(&Source::Write, this));
        m_socket->Bind();
        m_socket->Connect(InetSocketAddress(server, bench::Server::PORT));
    }

  private:
    void Connected(Ptr<Socket> socket)
    {
        Write(socket, socket->GetTxAvailable());
    }

    void Write(Ptr<Socket> socket, uint32_t)
    {
        while (socket->GetTxAvailable() >= m_chunk && socket->Send(Create<Packet>(m_chunk)) > 0)
        {
        }
    }

    uint32_t m_chunk;
    Ptr<Socket> m_socket;
};

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t flows = 10;
    double seconds = 10;
    uint32_t chunk = 14'480;
    bench::Options options = bench::Parse(argc, argv, [&](CommandLine& line) {
        line.AddNonOption("flows", "how many flows", flows);
        line.AddNonOption("seconds", "for how long", seconds);
        line.AddValue("chunk", "how many bytes a program writes at a time", chunk);
    });
    bench::TcpDefaults();
    bench::Benchmark benchmark("dumbbell", options);
    NodeContainer left;
    NodeContainer right;
    NodeContainer routers;
    left.Create(flows);
    right.Create(flows);
    routers.Create(2);
    InternetStackHelper stack = bench::LeanStack();
    stack.Install(left);
    stack.Install(right);
    stack.Install(routers);
    Ipv4Address second =
        benchmark.Join(routers.Get(0), routers.Get(1), "1Gbps", "10ms", "1000p", 0);
    bench::Benchmark::DefaultRoute(routers.Get(0), second, 1);
    bench::Benchmark::DefaultRoute(routers.Get(1), Ipv4Address(second.Get() - 1), 1);
    bench::Server server(benchmark);
    std::vector<Source> sources(flows, Source(chunk));
    for (uint32_t i = 0; i < flows; i++)
    {
        Ipv4Address near =
            benchmark.Join(left.Get(i), routers.Get(0), "1Gbps", "1ms", "10000p", 1 + 2 * i);
        bench::Benchmark::DefaultRoute(left.Get(i), near, 1);
        Ipv4Address far =
            benchmark.Join(routers.Get(1), right.Get(i), "1Gbps", "1ms", "10000p", 2 + 2 * i);
        bench::Benchmark::DefaultRoute(right.Get(i), Ipv4Address(far.Get() - 1), 1);
        server.Start(right.Get(i));
        Simulator::ScheduleWithContext(left.Get(i)->GetId(),
                                       Seconds(0),
                                       &Source::Start,
                                       &sources[i],
                                       left.Get(i),
                                       far);
    }
    return benchmark.Run(Seconds(seconds));
}
