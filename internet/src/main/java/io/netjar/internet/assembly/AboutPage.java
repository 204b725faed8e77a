package io.netjar.internet.assembly;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.geography.City;
import io.netjar.web.HttpProgram;
import io.netjar.web.Page;
import io.netjar.web.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A page that says which site one has reached, and where it stands.
final class AboutPage implements HttpProgram {
    private static final int OK = 200;
    private final Page page;

    AboutPage(WebSite site, Description description) {
        City city = description.provider(site.place().provider()).city(site.place().city());
        // Names have no characters that mean something in HTML.
        String html = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>%1$s</title>
                <h1>%1$s</h1>
                <p>This site stands in %2$s, at %3$s (%4$s).
                """.formatted(site.name(), city.name(), site.place().provider(), position(city));
        page = new Page(OK, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static String position(City city) {
        return String.format(Locale.ROOT, "%.2f° %s, %.2f° %s", Math.abs(city.latitude()),
                city.latitude() < 0 ? "south" : "north", Math.abs(city.longitude()),
                city.longitude() < 0 ? "west" : "east");
    }

    @Override
    public Page page(PageRequest request) {
        return page;
    }
}
