package io.netjar.gateway;

import java.io.Serial;
import java.util.List;

/// One or more doors could not be opened; none is open. The message has a line for each.
public final class DoorException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    DoorException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
