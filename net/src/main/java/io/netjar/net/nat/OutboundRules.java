package io.netjar.net.nat;

import java.util.ArrayList;
import java.util.List;

/// What those inside may not begin with those outside.
final class OutboundRules {
    private final List<FirewallRule> refused = new ArrayList<>(0);

    void add(FirewallRule rule) {
        refused.add(rule);
    }

    boolean refuse(FlowView view) {
        for (int i = 0; i < refused.size(); i++) {
            if (refused.get(i).matches(view.protocol(), view.source(), view.destination(),
                    view.destinationPort())) {
                return true;
            }
        }
        return false;
    }
}
