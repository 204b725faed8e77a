/// Descriptions of Internets in Java, with the words of the files.
///
/// ```java
/// Description world = InternetBuilder.create()
///         .provider("hanbit", p -> p.kind(RESIDENTIAL).cities("seoul", "busan").addresses("203.0.112.0/20"))
///         .home("alice", h -> h.provider("hanbit").access(CABLE, mbit(100), mbit(20)).devices("laptop (wifi)", "pc"))
///         .site("www.shop.test", s -> s.in("hanbit", "busan").websocket("/echo", ECHO))
///         .build();
/// ```
///
/// What is said becomes the same mappings and lists as a file's text does, and the same reader checks them. Its messages name the
/// way to a mistake, as in `homes.alice.access`.
@NullMarked
package io.netjar.internet.builder;

import org.jspecify.annotations.NullMarked;
