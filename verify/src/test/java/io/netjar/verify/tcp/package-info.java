/// TCP judged by scripts: what a peer sends and what a host must answer, segment by segment, in virtual time. The
/// language is described in docs/tcp-scripts.md.
@org.jspecify.annotations.NullMarked
package io.netjar.verify.tcp;
