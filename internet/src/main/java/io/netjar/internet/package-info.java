/// The assembled Internet: its description, its names, its samples.
@NullMarked
package io.netjar.internet;

import org.jspecify.annotations.NullMarked;
