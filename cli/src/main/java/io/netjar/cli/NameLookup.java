package io.netjar.cli;

import io.netjar.dns.LookupResult;
import io.netjar.internet.Device;
import io.netjar.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// The question for a name's address, asked as a device.
final class NameLookup {
    private final String name;
    private @Nullable LookupResult answer;

    NameLookup(Device device, String name) {
        this.name = name;
        device.stub().lookup(name, given -> answer = given);
    }

    boolean isDone() {
        return answer != null;
    }

    /// The first address of the answer.
    IpAddress address() throws Failure {
        return switch (answer) {
            case LookupResult.Addresses found -> found.first();
            case LookupResult.NoSuchName _ -> throw Failure.failed(name + ": there is no such name");
            case LookupResult.NoData _ -> throw Failure.failed(name + ": the name has no address");
            case LookupResult.Failed failed ->
                throw Failure.failed(name + ": could not be resolved: " + failed.reason());
            case null -> throw Failure.failed(name + ": no answer");
        };
    }
}
