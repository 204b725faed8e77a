package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// The pages of a site's content that go with errors, by status.
record ErrorPages(Map<Integer, String> paths) {
    static final ErrorPages USUAL = new ErrorPages(Map.of(HttpResponseStatus.NOT_FOUND.code(), "/404.html"));

    ErrorPages with(int status, String path) {
        if (status < 400 || status > 599 || !path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "an error page goes with 400 to 599 and has a path, not " + status
                            + " and '" + path + "'");
        }
        Map<Integer, String> more = new TreeMap<>(paths);
        more.put(status, path);
        return new ErrorPages(more);
    }

    /// The same answer with the page that goes with its status, if there is one.
    ///
    /// @throws IOException if the page is there and cannot be read
    Answer dress(Answer answer, Content content) throws IOException {
        String path = paths.get(answer.status().code());
        if (path == null || !(content.find(path) instanceof Content.Found.File page)) {
            return answer;
        }
        Answer dressed = Answer.of(answer.status(), page.body(), MediaTypes.of(path));
        dressed.headers().setAll(answer.headers()).set(HttpHeaderNames.CONTENT_TYPE, MediaTypes.of(path));
        return dressed;
    }
}
