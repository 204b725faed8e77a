package io.netjar.dns;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.LinkedHashMap;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Keeps account of who was given which answer how often. Each answer to each network has an account, which is credited
/// with some answers a second, never more than those of a second, and charged for each answer that would be sent; a
/// debt is no greater than the credit of the window.
final class RateLimiter {
    /// BIND's max-table-size.
    private static final int MOST_ACCOUNTS = 20_000;
    private static final long SECOND = 1_000_000_000L;

    private final ResponseRateLimit limit;
    /// The one that was used last is last.
    private final LinkedHashMap<Key, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

    /// What is to become of an answer.
    enum Verdict {
        SEND,
        /// It is sent without its records, as cut short.
        TRUNCATE, DROP
    }

    /// What makes answers alike.
    private enum Kind {
        ANSWER, REFERRAL, NO_DATA, NO_SUCH_NAME, ERROR
    }

    private record Key(IpPrefix network, Kind kind, Name name, int type) {}

    private static final class Account {
        /// In billionths of an answer.
        private long balance;
        private long creditedAt;
        private int slips;

        Account(long balance, long now) {
            this.balance = balance;
            this.creditedAt = now;
        }
    }

    RateLimiter(ResponseRateLimit limit) {
        this.limit = limit;
    }

    /// @param source the name in the zone that the answer comes from: that asked for, or the one above a wildcard that
    ///     stands for it, so that made-up names are no way around the limit
    Verdict judge(IpAddress asker, Message response, Name source, long now) {
        return judge(keyOf(network(asker), response, source), now);
    }

    /// As the other, for an answer that is an error.
    Verdict judgeError(IpAddress asker, long now) {
        return judge(new Key(network(asker), Kind.ERROR, Name.root, 0), now);
    }

    private IpPrefix network(IpAddress asker) {
        return IpPrefix.holding(asker, limit.prefixLength());
    }

    private static Key keyOf(IpPrefix network, Message response, Name source) {
        int rcode = response.getRcode();
        if (rcode == Rcode.NXDOMAIN) {
            return new Key(network, Kind.NO_SUCH_NAME, ownerOf(Type.SOA, response), 0);
        }
        if (rcode != Rcode.NOERROR) {
            return new Key(network, Kind.ERROR, Name.root, 0);
        }
        if (!response.getSection(Section.ANSWER).isEmpty()) {
            return new Key(network, Kind.ANSWER, source, response.getQuestion().getType());
        }
        Name cut = ownerOf(Type.NS, response);
        return cut.equals(Name.root)
                ? new Key(network, Kind.NO_DATA, source, 0)
                : new Key(network, Kind.REFERRAL, cut, 0);
    }

    private static Name ownerOf(int type, Message response) {
        for (Record record : response.getSection(Section.AUTHORITY)) {
            if (record.getType() == type) {
                return record.getName();
            }
        }
        return Name.root;
    }

    private Verdict judge(Key key, long now) {
        long most = limit.perSecond() * SECOND;
        Account account = accounts.computeIfAbsent(key, _ -> new Account(most, now));
        if (accounts.size() > MOST_ACCOUNTS) {
            accounts.pollFirstEntry();
        }
        long least = -limit.window().toSeconds() * most;
        long elapsed = Math.min(now - account.creditedAt, limit.window().plusSeconds(1).toNanos());
        account.creditedAt = now;
        account.balance = Math.min(most, account.balance + elapsed * limit.perSecond()) - SECOND;
        if (account.balance >= 0) {
            return Verdict.SEND;
        }
        account.balance = Math.max(account.balance, least);
        return slip(account);
    }

    private Verdict slip(Account account) {
        if (limit.slip() == 0) {
            return Verdict.DROP;
        }
        int turn = account.slips;
        account.slips = (turn + 1) % limit.slip();
        return turn == 0 ? Verdict.TRUNCATE : Verdict.DROP;
    }
}
