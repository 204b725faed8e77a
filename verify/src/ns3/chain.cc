// One UDP flow of 1,000-byte payloads, a packet every 2 microseconds, from a host through a chain of routers to
// another; 10 Gbit/s links of 1 ms. The counterpart of `netjar bench chain`.
#include "benchmark.h"

using namespace ns3;

namespace {

constexpr uint32_t PAYLOAD_BYTES = 1000;
constexpr uint16_t PORT = 9;

class Flow
{
  public:
    Flow(bench::Benchmark& benchmark, uint64_t packets)
        : m_benchmark(benchmark),
          m_left(packets),
          m_bytes(packets * PAYLOAD_BYTES)
    {
    }

    void Start(const Ptr<Node>& from, const Ptr<Node>& to, Ipv4Address address)
    {
        m_sink = Socket::CreateSocket(to, UdpSocketFactory::GetTypeId());
        m_sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        m_sink->SetRecvCallback(MakeCallback(&Flow::Receive, this));
        m_source = Socket::CreateSocket(from, UdpSocketFactory::GetTypeId());
        m_source->Bind();
        m_source->Connect(InetSocketAddress(address, PORT));
        Simulator::ScheduleWithContext(from->GetId(), Seconds(0), &Flow::Send, this);
    }

  private:
    void Send()
    {
        m_source->Send(Create<Packet>(PAYLOAD_BYTES));
        m_left--;
        if (m_left > 0)
        {
            Simulator::Schedule(MicroSeconds(2), &Flow::Send, this);
        }
    }

    void Receive(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            m_benchmark.Delivered(packet->GetSize());
        }
        if (m_benchmark.DeliveredBytes() == m_bytes)
        {
            Simulator::Stop();
        }
    }

    bench::Benchmark& m_benchmark;
    uint64_t m_left;
    uint64_t m_bytes;
    Ptr<Socket> m_source;
    Ptr<Socket> m_sink;
};

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t routers = 10;
    uint64_t packets = 200'000;
    bench::Options options = bench::Parse(argc, argv, [&](CommandLine& line) {
        line.AddNonOption("routers", "how many routers", routers);
        line.AddNonOption("packets", "how many packets", packets);
    });
    bench::Benchmark benchmark("chain", options);
    NodeContainer nodes;
    nodes.Create(routers + 2);
    bench::LeanStack().Install(nodes);
    std::vector<Ipv4Address> nextHops;
    for (uint32_t i = 0; i <= routers; i++)
    {
        nextHops.push_back(
            benchmark.Join(nodes.Get(i), nodes.Get(i + 1), "10Gbps", "1ms", "10000p", i));
    }
    for (uint32_t i = 0; i <= routers; i++)
    {
        // Interface 0 is the loopback; a router's way on was added after its way back.
        bench::Benchmark::DefaultRoute(nodes.Get(i), nextHops[i], i == 0 ? 1 : 2);
    }
    Flow flow(benchmark, packets);
    flow.Start(nodes.Get(0), nodes.Get(routers + 1), nextHops[routers]);
    return benchmark.Run(Hours(24));
}
