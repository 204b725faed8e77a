package io.netjar.internet;

import java.util.List;

/// A part of an Internet in rows and columns, for people.
///
/// @param title what the rows are, as in `routers`
/// @param columns their columns' headings
/// @param rows one text for each column
public record Listing(String title, List<String> columns, List<List<String>> rows) {
    public Listing {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
