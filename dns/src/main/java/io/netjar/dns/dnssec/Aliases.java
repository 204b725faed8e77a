package io.netjar.dns.dnssec;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;

/// Aliases that servers make up from DNAME records and cannot sign: RFC 6672 §5.3.1.
final class Aliases {
    private Aliases() {}

    /// Whether `alias` is what `redirection` makes of its name.
    // RFC 6672 §5.3.1: the validator checks the synthesized CNAME by the signed DNAME
    static boolean isMadeFrom(DNAMERecord redirection, CNAMERecord alias) {
        Name from = redirection.getName();
        if (!alias.getName().subdomain(from) || alias.getName().equals(from)) {
            return false;
        }
        try {
            return alias.getName().fromDNAME(redirection).equals(alias.getTarget());
        } catch (NameTooLongException e) {
            return false;
        }
    }
}
