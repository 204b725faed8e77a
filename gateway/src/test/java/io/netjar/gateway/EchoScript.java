package io.netjar.gateway;

import io.netty.channel.Channel;

/// Says back what it hears, and `bye` when it hears no more.
final class EchoScript implements Origin.Script {
    private int said;

    @Override
    public void opened(Channel channel) {
        said = 0;
    }

    @Override
    public void received(Channel channel, String all) {
        Origin.send(channel, all.substring(said));
        said = all.length();
    }

    @Override
    public void inputEnded(Channel channel) {
        Origin.sendAndClose(channel, "bye");
    }
}
