package io.netjar.internet.builder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A part of a description in the making: what is said of it, by the keys that a file has for it. The reader of files checks
/// it when all is said.
///
/// @param <P> the part itself, so that calls can be chained
public abstract sealed class Part<P extends Part<P>>
        permits InternetBuilder, ProviderPart, ResolverPart, ExchangePart, CustomerPart, DevicePart, WifiPart,
        NatPart,
        DhcpPart, TcpPart, Line, SitePart, InterfacePart, ZonePart, SigningPart, NameServersPart,
        RateLimitPart {
    private final Map<String, Object> said = new LinkedHashMap<>();

    /// What grows call by call, in place of what was said at once.
    private static final class Listed extends ArrayList<Object> {
        private static final long serialVersionUID = 1;
    }

    private static final class Named extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1;
    }

    Part() {}

    abstract P self();

    /// Says anything that a file can say under a key: a text or a number, a list, or a mapping.
    ///
    /// @param key as in files, like `qname-minimisation`
    public P set(String key, Object value) {
        said.put(key, value);
        return self();
    }

    /// Adds to the list under `key`.
    P add(String key, Object... values) {
        if (!(said.get(key) instanceof Listed)) {
            set(key, new Listed());
        }
        if (said.get(key) instanceof Listed list) {
            list.addAll(List.of(values));
        }
        return self();
    }

    /// Puts one more thing into the mapping under `key`.
    ///
    /// @throws IllegalArgumentException if it is there already
    P put(String key, String name, Object value) {
        if (!(said.get(key) instanceof Named)) {
            set(key, new Named());
        }
        if (said.get(key) instanceof Named named && named.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("'" + name + "' of '" + key + "' is said already");
        }
        return self();
    }

    /// Puts what `sayer` says of `part` into the mapping under `key`.
    <Q extends Part<?>> P put(String key, String name, Q part, Consumer<? super Q> sayer) {
        sayer.accept(part);
        return put(key, name, part.tree());
    }

    /// Says what `sayer` says of `part` under `key`.
    <Q extends Part<?>> P set(String key, Q part, Consumer<? super Q> sayer) {
        sayer.accept(part);
        return set(key, part.tree());
    }

    /// What is said so far: mappings and lists of texts and numbers, as a file would have them.
    public Map<String, Object> tree() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(said));
    }
}
