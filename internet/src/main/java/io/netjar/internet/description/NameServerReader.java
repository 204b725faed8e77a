package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `name-servers`: how all authoritative servers behave.
final class NameServerReader {
    private final Reading reading;

    NameServerReader(Reading reading) {
        this.reading = reading;
    }

    NameServerSettings read(Node node) {
        Fields fields = reading.fields(node, "'name-servers'", "transfer-to");
        NameServerSettings settings = NameServerSettings.usual();
        Optional<Node> transfers = fields.find("transfer-to");
        return transfers.isPresent() ? settings.withTransfersTo(prefixes(transfers.get())) : settings;
    }

    private List<IpPrefix> prefixes(Node node) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (Node item : reading.items(node, "'transfer-to'")) {
            reading.text(item, "an address or a prefix").flatMap(text -> prefix(item, text))
                    .ifPresent(prefixes::add);
        }
        return prefixes;
    }

    private Optional<IpPrefix> prefix(Node node, String text) {
        Optional<IpPrefix> address = IpAddress.parse(text).filter(IpAddress::isV4)
                .map(found -> new IpPrefix(found, Integer.SIZE));
        if (address.isPresent()) {
            return address;
        }
        try {
            return Optional.of(IpPrefix.of(text));
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
