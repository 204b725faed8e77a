package io.netjar.gateway.tun;

import java.util.Optional;
import java.util.regex.Pattern;

/// A TUN door to open.
///
/// @param name what the network interface is called on the kernel's side
/// @param namespace the network namespace that it is in, as `ip netns` names it; if empty, that of this process
public record TunPlan(String name, Optional<String> namespace) {
    /// IFNAMSIZ is 16 with the zero at the end.
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{1,255}");

    /// @throws IllegalArgumentException if a name cannot be one
    public TunPlan {
        if (!INTERFACE.matcher(name).matches() || isDots(name)) {
            throw new IllegalArgumentException(
                    "a network interface's name is 1 to 15 letters, digits, dots, dashes "
                            + "and underscores, not '" + name + "'");
        }
        if (namespace.isPresent()
                && (!NAMESPACE.matcher(namespace.get()).matches() || isDots(namespace.get()))) {
            throw new IllegalArgumentException(
                    "a network namespace's name is letters, digits, dots, dashes and "
                            + "underscores, not '" + namespace.get() + "'");
        }
    }

    /// An interface called `name` in the network namespace `namespace`.
    public static TunPlan inNamespace(String name, String namespace) {
        return new TunPlan(name, Optional.of(namespace));
    }

    /// An interface called `name` in the network namespace of this process.
    public static TunPlan here(String name) {
        return new TunPlan(name, Optional.empty());
    }

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }
}
