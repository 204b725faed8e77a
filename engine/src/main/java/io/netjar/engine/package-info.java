/// Time. An [Engine] holds the one clock of an emulated Internet and the timers that wait on it. It runs in
/// virtual time, as fast as the machine allows, or at a [Pace] that a [PacedRunner] keeps. All state that
/// hangs on an engine belongs to the one thread that runs it; other threads speak through its [Mailbox].
///
/// ```java
/// var engine = new Engine(42);
/// var timer = new Timer(engine, now -> System.out.println("it is " + now + " ns"));
/// timer.armAt(5_000_000);
/// engine.runUntil(1_000_000_000);
/// ```
@NullMarked
package io.netjar.engine;

import org.jspecify.annotations.NullMarked;
