package io.netjar.verify.tcp;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpSettings;

/// The `settings` lines at a script's beginning: how the host's TCP differs from Linux's defaults.
final class ScriptSettings {
    private TcpSettings tcp = TcpSettings.linuxLike();
    private int mtu = 1500;

    TcpSettings tcp() {
        return tcp;
    }

    int mtu() {
        return mtu;
    }

    void read(ScriptLine line) {
        for (int i = 1; i < line.words().size(); i++) {
            String word = line.words().get(i);
            switch (word) {
                case "no-timestamps" -> tcp = tcp.withOptions(false, tcp.sack(), tcp.windowScaling());
                case "no-sack" -> tcp = tcp.withOptions(tcp.timestamps(), false, tcp.windowScaling());
                case "no-window-scale" -> tcp = tcp.withOptions(tcp.timestamps(), tcp.sack(), false);
                case "asks-for-ecn" -> tcp = tcp.withEcn(EcnMode.ASK);
                case "no-ecn" -> tcp = tcp.withEcn(EcnMode.OFF);
                case "newreno" -> tcp = tcp.withCongestionControl(CongestionAlgorithm.NEW_RENO);
                case "hystart++" ->
                    tcp = tcp.withCongestionControl(CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS);
                case "no-syn-cookies" -> tcp = tcp.withShortage(tcp.shortage().withSynCookies(false));
                case "black-hole-detection" -> tcp = tcp.withBlackHoleDetection(true);
                case "receive-buffer", "send-buffer", "orphans", "mtu", "syn-retries", "data-retries",
                        "time-wait" -> {
                    i++;
                    if (i == line.words().size()) {
                        throw line.wrong("'" + word + "' needs a value");
                    }
                    set(line, word, line.words().get(i));
                }
                default -> throw line.wrong("there is no setting '" + word + "'");
            }
        }
    }

    private void set(ScriptLine line, String name, String value) {
        switch (name) {
            case "receive-buffer" -> tcp = tcp.withReceiveBuffer(line.integer(value), line.integer(value));
            case "send-buffer" -> tcp = tcp.withSendBuffer(line.integer(value), line.integer(value));
            case "orphans" -> tcp = tcp.withShortage(tcp.shortage().withMostOrphans(line.integer(value)));
            case "mtu" -> mtu = line.integer(value);
            case "syn-retries" -> tcp = tcp.withRetries(line.integer(value), tcp.dataRetries());
            case "data-retries" -> tcp = tcp.withRetries(tcp.synRetries(), line.integer(value));
            case "time-wait" -> tcp = tcp.withTimeWait(java.time.Duration.ofNanos(line.nanos(value)));
            default -> throw line.wrong("there is no setting '" + name + "'");
        }
    }
}
