package io.netjar.cli;

import io.netjar.dns.CacheEntry;
import io.netjar.internet.ResolverInUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.Name;

/// What `dns-cache` shows.
///
/// @param passedNanos the virtual time since the first question
/// @param servers whether name servers are shown, too
record CacheView(String device, ResolverInUse resolver, List<DnsCacheCommand.Asked> asked, long passedNanos,
        boolean servers) {
    /// The cache as a tree: the root first, each name before those below it.
    List<CacheEntry> entries() {
        List<CacheEntry> entries = new ArrayList<>(resolver.resolver().cache());
        entries.sort(Comparator.comparing((CacheEntry entry) -> Name.fromConstantString(entry.name()))
                .thenComparing(CacheEntry::kind).thenComparing(CacheEntry::type));
        return entries;
    }

    /// The kind in words.
    static String words(CacheEntry.Kind kind) {
        return switch (kind) {
            case ANSWER -> "answer";
            case BESIDE -> "beside";
            case REFERRAL -> "referral";
            case GLUE -> "glue";
            case NO_DATA -> "no data";
            case NO_SUCH_NAME -> "no such name";
            case FAILURE -> "failure";
            case STALE -> "stale";
        };
    }
}
