package io.netjar.internet.builder;

import io.netjar.internet.description.LineWording;
import io.netjar.internet.description.WifiQuality;
import io.netjar.internet.description.Wording;
import io.netjar.net.link.QueueDiscipline;

/// What is said of a Wi-Fi.
public final class WifiPart extends Part<WifiPart> {
    WifiPart() {}

    @Override
    WifiPart self() {
        return this;
    }

    /// How well it works.
    public WifiPart quality(WifiQuality quality) {
        return set("quality", Wording.word(quality));
    }

    /// What each radio has before it.
    public WifiPart queue(QueueDiscipline discipline) {
        return set("queue", LineWording.queue(discipline));
    }

    /// From which length on the air on all radios ask for the channel first, in bytes.
    public WifiPart rts(int bytes) {
        return set("rts", Wording.size(bytes));
    }

    /// From which length on the air on a device, or the access point (`router`), asks for the channel first, in bytes.
    public WifiPart rts(String radio, int bytes) {
        return put("rts", radio, Wording.size(bytes));
    }

    /// Two devices that do not hear each other.
    public WifiPart hidden(String one, String other) {
        return add("hidden", one + " from " + other);
    }
}
