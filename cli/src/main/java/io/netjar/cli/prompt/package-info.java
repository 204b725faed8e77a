/// A line at the terminal with history, completion and a place for what is printed meanwhile: the one part that needs JLine, so
/// that nothing of it is loaded where there is no prompt.
///
/// ```java
/// try (Prompt prompt = Prompt.open("netjar> ", history, before -> List.of("cut", "heal"))) {
///     prompt.print("[1.000 s] cut alice/line");
///     Typed typed = prompt.read();
/// }
/// ```
@NullMarked
package io.netjar.cli.prompt;

import org.jspecify.annotations.NullMarked;
