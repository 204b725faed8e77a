package io.netjar.net.link;

/// First in, first out; what comes when the limit is reached is dropped (Linux's `bfifo` and `pfifo`).
///
/// @param limit how much may wait
public record DropTail(QueueLimit limit) implements QueueDiscipline {}
