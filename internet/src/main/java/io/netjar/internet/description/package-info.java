/// What an emulated Internet consists of, as a person says it: the model, and the YAML file it is read from.
/// `docs/description.md` explains every key.
///
/// ```java
/// Description world = Description.read(Path.of("samples/small-world.yaml"));
/// world.providers().getFirst().name();      // "hanbit"
/// ```
///
/// A file with mistakes gives a [io.netjar.internet.description.DescriptionException] that lists all of them,
/// each with its line and column and with what would be right.
@NullMarked
package io.netjar.internet.description;

import org.jspecify.annotations.NullMarked;
