package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.gateway.Doors;
import io.netjar.gateway.Target;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.event.Action;
import io.netjar.web.Access;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What `run --json` prints, one object a line: first that it is ready and where its doors are, then what happens. Used by
/// the engine's thread, or whose turn it is, but for [#warning].
final class RunJson {
    private final Engine engine;
    private final long began;

    /// Times count from now.
    RunJson(Engine engine) {
        this.engine = engine;
        this.began = engine.now();
    }

    /// An event that happens now, by the clock inside.
    private Map<String, Object> event(String name) {
        Map<String, Object> event = JsonText.object();
        event.put("seconds", JsonText.seconds(engine.now() - began));
        event.put("event", name);
        return event;
    }

    /// All that a program needs to know to begin.
    ///
    /// @param root where the root certificate was written
    /// @param anchor where the trust anchor was written
    Map<String, Object> ready(Internet internet, DeviceDoors doors, Optional<TunOptions.Place> place,
            Optional<Path> root, Optional<AnchorFile.Written> anchor) {
        Map<String, Object> event = event("ready");
        event.put("devices", doors.devices().stream().map(each -> device(each, doors)).toList());
        place.ifPresent(kernel -> event.put("tun", tun(kernel)));
        event.put("sites", internet.sites().stream().map(WebSite::url).toList());
        root.ifPresent(file -> event.put("rootFile", file));
        anchor.ifPresent(files -> {
            event.put("anchorFile", files.masterFile());
            event.put("anchorBindFile", files.bind());
        });
        return event;
    }

    private static Map<String, Object> device(Device device, DeviceDoors doors) {
        Map<String, Object> object = JsonText.object();
        object.put("device", device.name());
        object.put("address", device.address());
        object.put("doors", doors.of(device).stream().map(RunJson::door).toList());
        return object;
    }

    private static Map<String, Object> door(Doors.Door door) {
        Map<String, Object> object = JsonText.object();
        object.put("kind", DoorOptions.word(door.kind()));
        object.put("address", door.address().getAddress().getHostAddress());
        object.put("port", door.address().getPort());
        Optional<Target> target = door.plan().target();
        target.ifPresent(to -> {
            object.put("target", to.host());
            object.put("targetPort", to.port());
        });
        return object;
    }

    private static Map<String, Object> tun(TunOptions.Place place) {
        Map<String, Object> object = JsonText.object();
        object.put("device", place.device().name());
        object.put("address", place.device().address());
        object.put("interface", place.plan().name());
        place.plan().namespace().ifPresent(name -> object.put("namespace", name));
        return object;
    }

    /// Something was done to lines, or is over.
    Map<String, Object> happened(Action action, boolean isOver) {
        Map<String, Object> event = event(isOver ? "over" : "action");
        event.put("action", action.sentence());
        return event;
    }

    /// A site has answered a request.
    Map<String, Object> accessed(Access access) {
        Map<String, Object> event = event("access");
        event.putAll(AccessLogFile.object(access));
        return event;
    }

    /// A line that people are shown.
    Map<String, Object> output(String line) {
        Map<String, Object> event = event("output");
        event.put("text", line);
        return event;
    }

    /// A line of the standard error. It has no time: any thread may say it.
    static Map<String, Object> warning(String line) {
        Map<String, Object> event = JsonText.object();
        event.put("event", "warning");
        event.put("text", line.replaceFirst("^netjar: ", ""));
        return event;
    }
}
