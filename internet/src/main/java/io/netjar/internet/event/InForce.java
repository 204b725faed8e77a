package io.netjar.internet.event;

import io.netjar.engine.Engine;

/// A cut or a change that some line feels now, or would if no later one did; or what is done again and again.
///
/// @param action one of the three
/// @param endNanos when it ends by itself, as the engine's clock will show; [Engine#NEVER] if it does not
public record InForce(Action action, long endNanos) {}
