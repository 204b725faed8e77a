package io.netjar.internet.description;

import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How descriptions write devices: `pc`, `laptop (wifi)`, `tv (wifi -71.5 dBm)`, `12 × desk`.
public final class DeviceWording {
    private static final Map<Signal, String> WORDS = words();
    /// Longer than the air of a home carries.
    private static final int FARTHEST_DECIMETRES = 10_000;

    private DeviceWording() {}

    private static Map<Signal, String> words() {
        Map<Signal, String> words = new LinkedHashMap<>();
        words.put(WifiSpec.good().signal(), "good");
        words.put(WifiSpec.weak().signal(), "weak");
        words.put(WifiSpec.far().signal(), "far");
        return words;
    }

    /// What stands in brackets after a device in the Wi-Fi that has a signal of its own: `wifi far`, `wifi -71.5 dBm` or
    /// `wifi 12 m`; to a tenth of a decibel if it is none of these.
    public static String wifi(Signal signal) {
        String word = WORDS.get(signal);
        if (word != null) {
            return "wifi " + word;
        }
        BigDecimal tenths = BigDecimal.valueOf(signal.dbm()).setScale(1, RoundingMode.HALF_EVEN);
        String power = "wifi " + tenths.stripTrailingZeros().toPlainString() + " dBm";
        return tenths.doubleValue() == signal.dbm() ? power : distance(signal, power);
    }

    /// The distance with one decimal from which `signal` comes, if there is one.
    private static String distance(Signal signal, String otherwise) {
        int near = 10;
        int far = FARTHEST_DECIMETRES;
        while (near < far) {
            int middle = (near + far) / 2;
            boolean isHeard = middle < 6_000;
            if (isHeard && Signal.atDistance(middle / 10.0).dbm() > signal.dbm()) {
                near = middle + 1;
            } else {
                far = middle;
            }
        }
        return near < 6_000 && Signal.atDistance(near / 10.0).equals(signal)
                ? "wifi " + BigDecimal.valueOf(near, 1).stripTrailingZeros().toPlainString() + " m"
                : otherwise;
    }

    /// The list under `devices`: those that follow one another and differ in their numbers alone are one entry.
    /// A device with addresses of its own is a mapping.
    static List<Object> list(List<DeviceEntry> devices) {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < devices.size();) {
            DeviceEntry device = devices.get(i);
            int count = run(devices, i);
            String base = device.name().substring(0, device.name().length() - (count > 1 ? 2 : 0));
            boolean isPlain = device.address().isEmpty() && device.mac().isEmpty();
            entries.add(isPlain
                    ? (count > 1 ? count + " × " + base : device.name()) + where(device)
                    : Map.of(device.name(), full(device)));
            i += count;
        }
        return entries;
    }

    /// `{ wifi: weak, address: 192.168.0.9 }`.
    private static Map<String, String> full(DeviceEntry device) {
        Map<String, String> full = new LinkedHashMap<>();
        if (device.wireless()) {
            full.put("wifi",
                    device.signal().map(signal -> wifi(signal).substring("wifi ".length())).orElse("on"));
        }
        device.address().ifPresent(address -> full.put("address", address.toString()));
        device.mac().ifPresent(mac -> full.put("mac", mac.toString()));
        return full;
    }

    private static String where(DeviceEntry device) {
        if (!device.wireless()) {
            return "";
        }
        return " (" + device.signal().map(DeviceWording::wifi).orElse("wifi") + ")";
    }

    /// How many from `first` on are called `NAME-1`, `NAME-2` and so on, and are alike.
    private static int run(List<DeviceEntry> devices, int first) {
        DeviceEntry like = devices.get(first);
        boolean isOne = like.address().isPresent() || like.mac().isPresent();
        if (isOne || !like.name().endsWith("-1")) {
            return 1;
        }
        String base = like.name().substring(0, like.name().length() - 1);
        int count = 1;
        while (first + count < devices.size() && devices.get(first + count)
                .equals(new DeviceEntry(base + (count + 1), like.wireless(), like.signal()))) {
            count++;
        }
        return count;
    }
}
