/// The benchmarks of `netjar bench`: how many packet transmissions a second of the wall clock one engine thread carries.
@NullMarked
package io.netjar.cli.bench;

import org.jspecify.annotations.NullMarked;
