// A TCP server that reads whatever comes and closes when its peer has closed.
#ifndef NETJAR_NS3_SERVER_H
#define NETJAR_NS3_SERVER_H

#include "benchmark.h"

namespace bench {

class Server
{
  public:
    static constexpr uint16_t PORT = 9;

    explicit Server(Benchmark& benchmark)
        : m_benchmark(benchmark)
    {
    }

    void Start(const ns3::Ptr<ns3::Node>& node)
    {
        m_listener = ns3::Socket::CreateSocket(node, ns3::TcpSocketFactory::GetTypeId());
        m_listener->Bind(ns3::InetSocketAddress(ns3::Ipv4Address::GetAny(), PORT));
        m_listener->Listen();
        m_listener->SetAcceptCallback(
            ns3::MakeNullCallback<bool, ns3::Ptr<ns3::Socket>, const ns3::Address&>(),
            ns3::MakeCallback(&Server::Accept, this));
    }

  private:
    void Accept(ns3::Ptr<ns3::Socket> socket, const ns3::Address&)
    {
        socket->SetRecvCallback(ns3::MakeCallback(&Server::Receive, this));
        socket->SetCloseCallbacks(ns3::MakeCallback(&Server::Close, this),
                                  ns3::MakeNullCallback<void, ns3::Ptr<ns3::Socket>>());
    }

    void Receive(ns3::Ptr<ns3::Socket> socket)
    {
        while (ns3::Ptr<ns3::Packet> packet = socket->Recv())
        {
            if (packet->GetSize() == 0)
            {
                return;
            }
            m_benchmark.Delivered(packet->GetSize());
        }
    }

    void Close(ns3::Ptr<ns3::Socket> socket)
    {
        socket->Close();
    }

    Benchmark& m_benchmark;
    ns3::Ptr<ns3::Socket> m_listener;
};

} // namespace bench

#endif
