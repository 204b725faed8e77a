package io.netjar.dns.dnssec;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;

/// Which signatures are right and which are wrong, as far as they were computed before: many clients ask the same, and a
/// name server's keys and delegations are part of each answer. It is a memory of arithmetic, so nothing in it becomes old:
/// dates are checked elsewhere. What was not needed for longest is forgotten first.
final class SignatureMemo {
    private final int capacity;
    private final LinkedHashMap<ByteBuffer, Boolean> known = new LinkedHashMap<>(16, 0.75f, true);

    SignatureMemo(int capacity) {
        this.capacity = capacity;
    }

    /// What stands for `signature` made by `key` over `set`.
    static ByteBuffer key(RRset set, RRSIGRecord signature, DNSKEYRecord key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.rdataToWireCanonical());
            digest.update(signature.getSignature());
            return ByteBuffer.wrap(digest.digest(DNSSEC.digestRRset(signature, set)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Whether it is right, if that is known.
    Optional<Boolean> recall(ByteBuffer key) {
        return Optional.ofNullable(known.get(key));
    }

    void remember(ByteBuffer key, boolean right) {
        known.put(key, right);
        if (known.size() > capacity) {
            Map.Entry<ByteBuffer, Boolean> oldest = known.firstEntry();
            known.remove(oldest.getKey());
        }
    }

    void clear() {
        known.clear();
    }
}
