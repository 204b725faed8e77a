package io.netjar.internet.description;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a description says about a line between providers' cities that geography and the usual rates would not give
/// it, for both directions.
public record LinkChange(Place from, Place to, OptionalLong bitsPerSecond, OptionalLong delayNanos,
        OptionalDouble loss, OptionalInt queueBytes) {}
