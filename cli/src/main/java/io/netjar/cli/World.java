package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An emulated Internet that a command works on, with its capture.
final class World implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private final Internet internet;
    private final @Nullable FilteredCapture capture;

    private World(Internet internet, @Nullable FilteredCapture capture) {
        this.internet = internet;
        this.capture = capture;
    }

    /// A world of which nothing is written down.
    static World of(Internet internet) {
        return new World(internet, null);
    }

    /// Starts writing frames to `file`: those that one of `patterns` keeps, or all if there is none.
    ///
    /// @param option by which the patterns were typed, for messages
    static World watched(Internet internet, Path file, String option, List<String> patterns) throws Failure {
        var kept = new ArrayList<CapturePattern>();
        for (String each : patterns) {
            kept.add(CapturePattern.parse(option, each, internet));
        }
        try {
            var out = new BufferedOutputStream(java.nio.file.Files.newOutputStream(file), 1 << 16);
            return new World(internet, new FilteredCapture(internet.network(), out, kept));
        } catch (IOException e) {
            throw Failure.failed("cannot write the capture " + file + ": " + Files.reason(e));
        }
    }

    Internet internet() {
        return internet;
    }

    /// The device, router or server called `name`, or the public site's server of that name.
    Host node(String name) throws Failure {
        Optional<String> site = internet.sites().stream().filter(each -> each.name().equals(name))
                .flatMap(each -> internet.addressOf(each).stream())
                .flatMap(each -> internet.nameOf(each).stream())
                .findFirst();
        Optional<Host> host = internet.host(site.orElse(name));
        if (host.isEmpty()) {
            throw Failure.unknown("device, router, server or site", name, names());
        }
        return host.get();
    }

    private List<String> names() {
        return Stream.of(internet.devices().stream().map(Device::name),
                internet.sites().stream().map(WebSite::name),
                internet.routers().stream().map(Host::name), internet.servers().stream().map(Host::name))
                .flatMap(each -> each).toList();
    }

    /// The device called `name`.
    Device device(String name) throws Failure {
        List<String> names = internet.devices().stream().map(Device::name).toList();
        if (!names.contains(name)) {
            throw Failure.unknown("device", name, names);
        }
        return internet.device(name);
    }

    /// The device as which programs act if nobody says another: the sample's laptop, or the first there is.
    String defaultDevice() throws Failure {
        List<String> names = internet.devices().stream().map(Device::name).toList();
        if (names.isEmpty()) {
            throw Failure.failed("this Internet has no device to act as; give a home or an office some");
        }
        return names.contains("alice/laptop") ? "alice/laptop" : names.getFirst();
    }

    /// Lets what is written so far be seen each second.
    void flushEverySecond(Flushable other) {
        Flushable frames = capture == null ? other : capture;
        Timer[] timer = new Timer[1];
        timer[0] = new Timer(internet.engine(), _ -> {
            try {
                frames.flush();
                other.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("what happens could not be written", e);
            }
            timer[0].armIn(SECOND);
        });
        timer[0].armIn(SECOND);
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
        if (Guest.CURRENT.isBound()) {
            Guest.CURRENT.get().await(done, Engine.NEVER);
            return true;
        }
        return internet.engine().runUntil(done, Engine.NEVER);
    }

    /// Lets virtual time pass.
    void pass(long nanos) {
        if (Guest.CURRENT.isBound()) {
            Guest.CURRENT.get().await(() -> false, nanos);
        } else {
            internet.engine().runUntil(internet.engine().now() + nanos);
        }
    }

    /// The name that the DNS gives `address`, as `device` hears it in virtual time; the address itself if it has none.
    String nameInDns(Device device, IpAddress address) {
        List<String> heard = new ArrayList<>();
        device.stub().nameOf(address, name -> heard.add(name.map(found -> found.toString(true)).orElse("")));
        run(() -> !heard.isEmpty());
        return heard.isEmpty() || heard.getFirst().isEmpty() ? address.toString() : heard.getFirst();
    }

    /// An address with the name it has as seen from a device (private ones mean something there only), as the tools print
    /// it: `core.seoul.hanbit.test (203.0.112.1)`.
    String nameAndAddress(Device seenFrom, IpAddress address) {
        return internet.nameOf(address, seenFrom).orElse(address.toString()) + " (" + address + ")";
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
