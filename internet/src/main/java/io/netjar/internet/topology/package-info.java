/// Maps of real networks made into descriptions: GraphML as the Internet Topology Zoo has it (S. Knight et al.: "The Internet
/// Topology Zoo", IEEE Journal on Selected Areas in Communications 29(9), 2011).
///
/// ```java
/// Topology geant = Topology.read(Path.of("samples/topology-zoo/Geant2012.graphml"));
/// geant.description().homes().getFirst().name();      // "nl"
/// geant.notes();                                      // what was made up or left out, for people
/// ```
///
/// `docs/topology.md` says by which rules.
@NullMarked
package io.netjar.internet.topology;

import org.jspecify.annotations.NullMarked;
