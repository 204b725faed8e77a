package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.Listing;
import io.netjar.internet.geography.City;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// All that an Internet consists of, for programs: the tables that `show` prints, the cities with their positions, and every
/// cable and line.
final class InventoryJson {
    /// Columns whose texts list several things.
    private static final Set<String> LISTS = Set.of("cities", "members", "addresses");
    private static final int DIGITS = 4;

    private InventoryJson() {}

    static Map<String, Object> of(Internet internet) {
        Map<String, Object> all = JsonText.object();
        for (Listing listing : internet.listings()) {
            all.put(camelCase(listing.title()), rows(listing));
        }
        all.put("cities", cities(internet));
        all.put("links", internet.links().values().stream().map(InventoryJson::link).toList());
        return all;
    }

    private static List<Map<String, Object>> rows(Listing listing) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<String> row : listing.rows()) {
            Map<String, Object> object = JsonText.object();
            for (int i = 0; i < row.size(); i++) {
                String column = listing.columns().get(i);
                boolean several = LISTS.contains(column) && !listing.title().equals("providers")
                        || column.equals("cities");
                object.put(camelCase(column), several ? List.of(row.get(i).split(", ")) : row.get(i));
            }
            rows.add(object);
        }
        return rows;
    }

    /// `public address` is `publicAddress`.
    private static String camelCase(String words) {
        var name = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            name.append(name.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    private static List<Map<String, Object>> cities(Internet internet) {
        Map<String, City> cities = new LinkedHashMap<>();
        internet.description().providers()
                .forEach(provider -> provider.cities().forEach(city -> cities.put(city.name(), city)));
        return cities.values().stream().map(city -> {
            Map<String, Object> object = JsonText.object();
            object.put("name", city.name());
            object.put("latitude", JsonText.rounded(city.latitude(), DIGITS));
            object.put("longitude", JsonText.rounded(city.longitude(), DIGITS));
            return object;
        }).toList();
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> object = JsonText.object();
        object.put("name", link.name());
        object.put("up", link.isUp());
        object.put("there", direction(link.aToB()));
        object.put("back", direction(link.bToA()));
        return object;
    }

    private static Map<String, Object> direction(LinkSpec spec) {
        Map<String, Object> object = JsonText.object();
        object.put("bitsPerSecond", spec.bitsPerSecond());
        object.put("delayMillis", JsonText.millis(spec.delayNanos()));
        object.put("lossShare", JsonText.rounded(spec.loss(), 9));
        object.put("mtuBytes", spec.mtu());
        return object;
    }
}
