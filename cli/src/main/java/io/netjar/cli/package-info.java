/// The `netjar` command: `run` opens doors into an emulated Internet in real time; `ping`, `traceroute`, `dig`,
/// `get`, `ws` and `iperf` run on a fresh one in virtual time and print what the tools of those names print; `check` and `show`
/// look at a description; `bench` measures; `completion` and `man` serve shells and people. Exit code 0 is success, 1 failure, 2 wrong usage.
@NullMarked
package io.netjar.cli;

import org.jspecify.annotations.NullMarked;
