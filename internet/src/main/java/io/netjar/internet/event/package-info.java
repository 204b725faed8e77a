/// What happens to an Internet while it runs: lines are cut and healed, slowed down, delayed, made to lose frames, at given
/// times or at once. A sentence such as `cut pacific/seoul to pacific/tokyo for 20 s` is an
/// [io.netjar.internet.event.Action]; `docs/script.md` has the grammar.
///
/// ```java
/// Internet internet = Internet.open(Path.of("samples/small-world.yaml"), 1);
/// internet.settle();
/// internet.faults().perform(new Action.Cut("alice", Optional.of(Duration.ofSeconds(20))));
/// ```
///
/// Whatever is said of a line is said of it as it was described: [io.netjar.internet.event.Faults] keeps that apart from what
/// has been done to it, so that every change can end by itself and in any order.
@NullMarked
package io.netjar.internet.event;

import org.jspecify.annotations.NullMarked;
