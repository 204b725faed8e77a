// What the three programs share: options, devices and hosts as lean as ns-3 has them, and the line that is printed.
#ifndef NETJAR_NS3_BENCHMARK_H
#define NETJAR_NS3_BENCHMARK_H

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/traffic-control-module.h"

#include <chrono>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

namespace bench {

/// Transmissions are read from the queues, which costs nothing while the simulation runs: a device puts every packet
/// into its queue and takes it out as it begins to send it. With `counted` a trace counts them as well.
struct Options
{
    std::string scheduler = "ns3::MapScheduler";
    bool counted = false;
    /// Whether devices have the queue discipline that ns-3 gives them unless told otherwise.
    bool disciplines = false;
};

/// Hosts without IPv6 and with the simplest routing.
inline ns3::InternetStackHelper
LeanStack()
{
    ns3::InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetRoutingHelper(ns3::Ipv4StaticRoutingHelper());
    return stack;
}

/// The TCP of the comparison: 4 MiB buffers, 1,448 bytes a segment; everything else as ns-3 has it, which means SACK,
/// timestamps, window scaling, CUBIC, an acknowledgement for every second segment.
inline void
TcpDefaults()
{
    ns3::Config::SetDefault("ns3::TcpSocket::SegmentSize", ns3::UintegerValue(1448));
    ns3::Config::SetDefault("ns3::TcpSocket::SndBufSize", ns3::UintegerValue(4 << 20));
    ns3::Config::SetDefault("ns3::TcpSocket::RcvBufSize", ns3::UintegerValue(4 << 20));
}

class Benchmark
{
  public:
    Benchmark(std::string name, const Options& options)
        : m_name(std::move(name)),
          m_options(options)
    {
    }

    /// Joins two nodes by a link and gives its ends the first two addresses of subnet number `subnet`, a /30. Returns
    /// the second one's.
    ns3::Ipv4Address Join(const ns3::Ptr<ns3::Node>& left,
                          const ns3::Ptr<ns3::Node>& right,
                          const std::string& rate,
                          const std::string& delay,
                          const std::string& queue,
                          uint32_t subnet)
    {
        ns3::PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", ns3::StringValue(rate));
        link.SetChannelAttribute("Delay", ns3::StringValue(delay));
        link.SetQueue("ns3::DropTailQueue", "MaxSize", ns3::StringValue(queue));
        ns3::NetDeviceContainer devices = link.Install(left, right);
        m_devices.Add(devices);
        if (m_options.counted)
        {
            Trace(devices.Get(0));
            Trace(devices.Get(1));
        }
        uint32_t first = 0x0a000000 + subnet * 4 + 1;
        Address(left, devices.Get(0), first);
        Address(right, devices.Get(1), first + 1);
        return ns3::Ipv4Address(first + 1);
    }

    /// Sends everything that `node` has no better route for to `gateway` by its interface number `interface`.
    static void DefaultRoute(const ns3::Ptr<ns3::Node>& node, ns3::Ipv4Address gateway, uint32_t interface)
    {
        Routes(node)->SetDefaultRoute(gateway, interface);
    }

    /// Sends what is for subnet number `subnet` to `gateway` by interface number `interface`.
    static void SubnetRoute(const ns3::Ptr<ns3::Node>& node,
                            uint32_t subnet,
                            ns3::Ipv4Address gateway,
                            uint32_t interface)
    {
        Routes(node)->AddNetworkRouteTo(ns3::Ipv4Address(0x0a000000 + subnet * 4),
                                        ns3::Ipv4Mask("/30"),
                                        gateway,
                                        interface);
    }

    void Delivered(uint64_t bytes)
    {
        m_delivered += bytes;
    }

    uint64_t DeliveredBytes() const
    {
        return m_delivered;
    }

    /// Runs until nothing is left to do, Stop is called or `limit` is reached, and prints the line.
    int Run(ns3::Time limit)
    {
        ns3::Simulator::Stop(limit);
        auto wallStart = std::chrono::steady_clock::now();
        std::clock_t cpuStart = std::clock();
        ns3::Simulator::Run();
        double cpu = double(std::clock() - cpuStart) / CLOCKS_PER_SEC;
        double wall =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - wallStart).count();
        uint64_t hops = Transmissions();
        std::cout << m_name << " hops=" << hops << " delivered_bytes=" << m_delivered << std::fixed
                  << " simulated_s=" << ns3::Simulator::Now().GetSeconds() << " wall_s=" << wall
                  << " hops_per_s=" << uint64_t(hops / wall) << " cpu_s=" << cpu << std::endl;
        ns3::Simulator::Destroy();
        if (m_options.counted && m_traced != hops)
        {
            std::cerr << "the trace counted " << m_traced << " transmissions" << std::endl;
            return 1;
        }
        return 0;
    }

  private:
    static ns3::Ptr<ns3::Ipv4StaticRouting> Routes(const ns3::Ptr<ns3::Node>& node)
    {
        return ns3::Ipv4StaticRoutingHelper().GetStaticRouting(node->GetObject<ns3::Ipv4>());
    }

    /// By hand, as the address helper installs a queue discipline in any case.
    void Address(const ns3::Ptr<ns3::Node>& node,
                 const ns3::Ptr<ns3::NetDevice>& device,
                 uint32_t address)
    {
        auto ipv4 = node->GetObject<ns3::Ipv4>();
        uint32_t interface = ipv4->AddInterface(device);
        ipv4->AddAddress(interface,
                         ns3::Ipv4InterfaceAddress(ns3::Ipv4Address(address), ns3::Ipv4Mask("/30")));
        ipv4->SetMetric(interface, 1);
        ipv4->SetUp(interface);
        if (m_options.disciplines)
        {
            ns3::TrafficControlHelper::Default().Install(device);
        }
    }

    void Trace(const ns3::Ptr<ns3::NetDevice>& device)
    {
        device->TraceConnectWithoutContext("PhyTxBegin",
                                           ns3::MakeCallback(&Benchmark::Traced, this));
    }

    void Traced(ns3::Ptr<const ns3::Packet>)
    {
        m_traced++;
    }

    /// What went into the devices' queues and is not there any more.
    uint64_t Transmissions() const
    {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < m_devices.GetN(); i++)
        {
            auto queue = ns3::DynamicCast<ns3::PointToPointNetDevice>(m_devices.Get(i))->GetQueue();
            sum += queue->GetTotalReceivedPackets() - queue->GetNPackets();
        }
        return sum;
    }

    std::string m_name;
    Options m_options;
    ns3::NetDeviceContainer m_devices;
    uint64_t m_delivered = 0;
    uint64_t m_traced = 0;
};

/// Reads the options every program has and those `more` adds, and sets the scheduler.
template <typename More>
Options
Parse(int argc, char* argv[], More more)
{
    Options options;
    ns3::CommandLine line;
    line.AddValue("scheduler", "the event queue's type", options.scheduler);
    line.AddValue("disciplines", "ns-3's usual queue disciplines", options.disciplines);
    line.AddValue("counted", "compare the hops with the devices' trace", options.counted);
    more(line);
    line.Parse(argc, argv);
    ns3::GlobalValue::Bind("SchedulerType", ns3::StringValue(options.scheduler));
    return options;
}

} // namespace bench

#endif
