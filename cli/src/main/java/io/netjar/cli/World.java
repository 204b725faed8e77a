package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.net.link.Capture;
import io.netjar.wire.IpAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// An emulated Internet that a command works on, with its capture.
final class World implements AutoCloseable {
    private final Internet internet;
    private final @Nullable OutputStream capture;

    World(Internet internet, @Nullable OutputStream capture) {
        this.internet = internet;
        this.capture = capture;
    }

    /// Starts writing every frame to `file`, if one is named.
    static World watched(Internet internet, @Nullable Path file) throws Failure {
        if (file == null) {
            return new World(internet, null);
        }
        try {
            var out = new BufferedOutputStream(java.nio.file.Files.newOutputStream(file), 1 << 16);
            internet.network().observe(new Capture(out));
            return new World(internet, out);
        } catch (IOException e) {
            throw Failure.failed("cannot write the capture " + file + ": " + Files.reason(e));
        }
    }

    Internet internet() {
        return internet;
    }

    /// The device called `name`.
    Device device(String name) throws Failure {
        Optional<Device> device = internet.findDevice(name);
        if (device.isEmpty()) {
            List<String> names = internet.devices().stream().map(Device::name).toList();
            throw Failure.usage("there is no device '" + name + "'" + Closest.hint(name, names)
                    + "; the devices are " + Closest.list(names));
        }
        return device.get();
    }

    /// The IPv4 address of `nameOrAddress` as `device` resolves it, in virtual time.
    IpAddress resolve(Device device, String nameOrAddress) throws Failure {
        Optional<IpAddress> literal = IpAddress.parse(nameOrAddress);
        if (literal.isPresent()) {
            return literal.get();
        }
        var lookup = new NameLookup(device, nameOrAddress);
        run(lookup::isDone);
        return lookup.address();
    }

    /// Runs virtual time until `done`. Returns false if nothing is left to happen before.
    boolean run(BooleanSupplier done) {
        return internet.engine().runUntil(done, Engine.NEVER);
    }

    /// An address with the name it has, as the tools print it: `core.seoul.hanbit.test (203.0.112.1)`.
    String nameAndAddress(IpAddress address) {
        return internet.nameOf(address).orElse(address.toString()) + " (" + address + ")";
    }

    @Override
    public void close() {
        if (capture != null) {
            try {
                capture.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the capture could not be finished", e);
            }
        }
    }
}
