package io.netjar.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// The frames in `src/test/resources/packets`.
final class Samples {
    static final int IP = EthernetView.HEADER_BYTES;
    static final int TRANSPORT = IP + Ipv4View.HEADER_BYTES;

    private Samples() {}

    static byte[] frame(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/packets/" + name + ".hex")) {
            if (file == null) {
                throw new IllegalArgumentException("no sample is called " + name);
            }
            return new String(file.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace(" ", ""))
                    .collect(Collectors.collectingAndThen(Collectors.joining(), HexFormat.of()::parseHex));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
