package io.netjar.cli;

import java.net.URI;
import java.net.URISyntaxException;

/// An address of a page as people type it: `www.shop.test` means `http://www.shop.test`.
final class UrlArgument {
    private UrlArgument() {}

    /// @param command the one that it was typed for
    static URI parse(String command, String url) throws Failure {
        try {
            URI address = new URI(url.contains("://") ? url : "http://" + url);
            if (address.getHost() == null) {
                throw Failure.usage(command + ": '" + url
                        + "' names no host; write an address like https://www.shop.test/");
            }
            return address;
        } catch (URISyntaxException e) {
            throw Failure.usage(command + ": '" + url + "' is not an address like https://www.shop.test/: "
                    + e.getReason());
        }
    }
}
