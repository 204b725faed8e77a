/// Parsers and hosts against bytes that a fuzzer chooses. Each `@FuzzTest` runs its kept inputs (the folder
/// `…Inputs/…` among the test resources) as ordinary tests; `verify/fuzz` searches for new ones, guided by the code they reach.
@NullMarked
package io.netjar.verify.fuzz;

import org.jspecify.annotations.NullMarked;
