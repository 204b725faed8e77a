package io.netjar.cli;

import io.netjar.gateway.DoorException;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Doors;
import io.netjar.internet.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The open doors of several devices, each with its own. All of them open, or none.
final class DeviceDoors implements AutoCloseable {
    private final Map<Device, Doors> open = new LinkedHashMap<>();

    private DeviceDoors() {}

    /// Opens the doors of `plans`.
    ///
    /// @throws DoorException if any of them cannot be opened; says which and why
    static DeviceDoors open(Map<Device, List<DoorPlan>> plans) throws DoorException {
        var doors = new DeviceDoors();
        try {
            for (Map.Entry<Device, List<DoorPlan>> each : plans.entrySet()) {
                doors.open.put(each.getKey(), Doors.open(each.getKey(), each.getValue()));
            }
        } catch (DoorException e) {
            doors.close();
            throw e;
        }
        return doors;
    }

    /// Whose doors there are, in their order.
    List<Device> devices() {
        return List.copyOf(open.keySet());
    }

    /// The doors through which programs act as `device`.
    List<Doors.Door> of(Device device) {
        Doors doors = open.get(device);
        return doors == null ? List.of() : new ArrayList<>(doors.doors());
    }

    @Override
    public void close() {
        open.values().forEach(Doors::close);
    }
}
