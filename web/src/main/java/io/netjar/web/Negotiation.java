package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses the form in which a client gets a file, by the content codings that it takes. RFC 9110 §12.1.
///
/// There is the file as it is; what lies compressed beside it (`app.js.br`, `app.js.zst`, `app.js.gz`); and, if it is of
/// a kind that shrinks and no `.gz` lies there, the same compressed by [Gzip].
final class Negotiation {
    private static final List<Beside> BESIDE = List.of(new Beside("br", ".br"), new Beside("zstd", ".zst"),
            new Beside("gzip", ".gz"));

    private final Content content;
    private final Gzip gzip = new Gzip();

    private record Beside(String coding, String extension) {}

    /// A form, and how gladly the client takes it.
    private record Form(String coding, int weight, Body body) {}

    Negotiation(Content content) {
        this.content = content;
    }

    /// What the client likes best; of two that it likes as well, the one that costs the road less. Empty if it takes
    /// nothing of what there is.
    ///
    /// @throws IOException if a file is there and cannot be read
    Optional<Representation> select(String path, Body body, HttpHeaders headers) throws IOException {
        AcceptEncoding accepted = AcceptEncoding.of(headers);
        List<Form> forms = besides(path, accepted);
        return best(forms, body, MediaTypes.of(path), accepted);
    }

    /// As the other, for what is no file.
    Optional<Representation> select(Body body, String mediaType, HttpHeaders headers) throws IOException {
        return best(new ArrayList<>(), body, mediaType, AcceptEncoding.of(headers));
    }

    private List<Form> besides(String path, AcceptEncoding accepted) throws IOException {
        List<Form> forms = new ArrayList<>();
        for (Beside beside : BESIDE) {
            if (content.find(path + beside.extension) instanceof Content.Found.File file) {
                forms.add(new Form(beside.coding, accepted.codingWeight(beside.coding), file.body()));
            }
        }
        return forms;
    }

    private Optional<Representation> best(List<Form> forms, Body body, String mediaType,
            AcceptEncoding accepted) throws IOException {
        boolean compressed = forms.stream().anyMatch(form -> form.coding.equals(Gzip.CODING));
        if (!compressed && Gzip.isWorthwhile(mediaType, body.length())) {
            int weight = accepted.codingWeight(Gzip.CODING);
            // Nobody compresses for who does not want it.
            forms.add(new Form(Gzip.CODING, weight, weight == 0 ? body : gzip.compress(body)));
        }
        forms.add(new Form("", accepted.identityWeight(), body));
        Form best = forms.getFirst();
        for (Form form : forms) {
            if (form.weight > best.weight) {
                best = form;
            }
        }
        if (best.weight == 0) {
            return Optional.empty();
        }
        Validators validators = Validators.of(best.body);
        return Optional.of(new Representation(best.body, mediaType, best.coding, validators,
                forms.size() > 1));
    }
}
