package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name, or as many as `12 × desk` says: `desk-1` to `desk-12`.
record Named(String text, int count) {
    private static final Pattern MANY = Pattern.compile("([1-9][0-9]{0,4}) *[×x] *(\\S.*)");

    static Named of(String text) {
        Matcher many = MANY.matcher(text);
        return many.matches()
                ? new Named(many.group(2), Integer.parseInt(many.group(1)))
                : new Named(text, 0);
    }

    /// Numbers go behind the first label: `3 × www.shop.test` is `www-1.shop.test` to `www-3.shop.test`.
    List<String> names(String name) {
        int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(name.substring(0, end) + "-" + i + name.substring(end));
        }
        return count == 0 ? List.of(name) : names;
    }
}
