package io.netjar.internet.description;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TimeWaitReuse;
import java.util.LinkedHashMap;
import java.util.Map;

/// How descriptions write the settings of TCP.
public final class TcpWording {
    private TcpWording() {}

    /// A congestion control: what stands under `congestion`, and under `slow-start` if there is a choice.
    public static Map<String, Object> congestion(CongestionAlgorithm algorithm) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("congestion", algorithm == CongestionAlgorithm.NEW_RENO ? "newreno" : "cubic");
        switch (algorithm) {
            case CUBIC -> words.put("slow-start", "hystart");
            case CUBIC_HYSTART_PLUS_PLUS -> words.put("slow-start", "hystart++");
            case CUBIC_PLAIN_SLOW_START -> words.put("slow-start", "plain");
            case NEW_RENO -> {
                // It leaves slow start at the first loss, whatever one says.
            }
        }
        return words;
    }

    /// What stands under `ecn`.
    public static String ecn(EcnMode mode) {
        return switch (mode) {
            case OFF -> "off";
            case ASK -> "on";
            case AGREE -> "when-asked";
        };
    }

    /// What stands under `time-wait-reuse`.
    public static String timeWaitReuse(TimeWaitReuse reuse) {
        return switch (reuse) {
            case NEVER -> "off";
            case LOOPBACK -> "loopback";
            case ALWAYS -> "on";
        };
    }

    /// A buffer's size: one text if it stays so, else how it begins and what it may grow to.
    public static Object buffer(int initial, int max) {
        return initial == max
                ? Wording.size(initial)
                : growing(initial, max);
    }

    private static Map<String, Object> growing(int initial, int max) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("default", Wording.size(initial));
        words.put("max", Wording.size(max));
        return words;
    }

    /// What must be said of `settings` where `usual` holds if nothing is said.
    static Map<String, Object> changes(TcpSettings settings, TcpSettings usual) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (settings.congestionControl() != usual.congestionControl()) {
            words.putAll(congestion(settings.congestionControl()));
        }
        if (settings.ecn() != usual.ecn()) {
            words.put("ecn", ecn(settings.ecn()));
        }
        options(settings, usual, words);
        buffers(settings, usual, words);
        times(settings, usual, words);
        retries(settings, usual, words);
        return words;
    }

    private static void options(TcpSettings settings, TcpSettings usual, Map<String, Object> words) {
        Wording.onOff("sack", settings.sack(), usual.sack(), words);
        Wording.onOff("timestamps", settings.timestamps(), usual.timestamps(), words);
        Wording.onOff("window-scaling", settings.windowScaling(), usual.windowScaling(), words);
        Wording.onOff("black-hole-detection", settings.blackHoleDetection(), usual.blackHoleDetection(),
                words);
        Wording.onOff("syn-cookies", settings.shortage().synCookies(), usual.shortage().synCookies(), words);
    }

    private static void buffers(TcpSettings settings, TcpSettings usual, Map<String, Object> words) {
        if (settings.receiveBufferBytes() != usual.receiveBufferBytes()
                || settings.maxReceiveBufferBytes() != usual.maxReceiveBufferBytes()) {
            words.put("receive-buffer",
                    buffer(settings.receiveBufferBytes(), settings.maxReceiveBufferBytes()));
        }
        if (settings.sendBufferBytes() != usual.sendBufferBytes()
                || settings.maxSendBufferBytes() != usual.maxSendBufferBytes()) {
            words.put("send-buffer", buffer(settings.sendBufferBytes(), settings.maxSendBufferBytes()));
        }
    }

    private static void times(TcpSettings settings, TcpSettings usual, Map<String, Object> words) {
        if (!settings.minRto().equals(usual.minRto())) {
            words.put("rto-min", Wording.time(settings.minRto()));
        }
        if (!settings.maxRto().equals(usual.maxRto())) {
            words.put("rto-max", Wording.time(settings.maxRto()));
        }
        if (!settings.delayedAck().equals(usual.delayedAck())) {
            words.put("delayed-ack", Wording.time(settings.delayedAck()));
        }
        if (!settings.timeWait().equals(usual.timeWait())) {
            words.put("time-wait", Wording.time(settings.timeWait()));
        }
        if (settings.shortage().timeWaitReuse() != usual.shortage().timeWaitReuse()) {
            words.put("time-wait-reuse", timeWaitReuse(settings.shortage().timeWaitReuse()));
        }
    }

    private static void retries(TcpSettings settings, TcpSettings usual, Map<String, Object> words) {
        count("syn-retries", settings.synRetries(), usual.synRetries(), words);
        count("synack-retries", settings.synAckRetries(), usual.synAckRetries(), words);
        count("data-retries", settings.dataRetries(), usual.dataRetries(), words);
        count("orphan-retries", settings.orphanRetries(), usual.orphanRetries(), words);
        count("max-orphans", settings.shortage().mostOrphans(), usual.shortage().mostOrphans(), words);
    }

    private static void count(String key, int now, int usual, Map<String, Object> words) {
        if (now != usual) {
            words.put(key, now);
        }
    }
}
