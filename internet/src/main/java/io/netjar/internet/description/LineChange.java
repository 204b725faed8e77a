package io.netjar.internet.description;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.Reordering;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a description says about one direction of a line that it would not have otherwise; what is empty stays usual.
public record LineChange(OptionalLong bitsPerSecond, OptionalLong delayNanos, Optional<QueueDiscipline> queue,
        OptionalDouble loss, OptionalInt mtu, Optional<Jitter> jitter, Optional<BurstLoss> bursts,
        OptionalDouble duplication, OptionalDouble corruption, Optional<Reordering> reordering) {
    /// Everything as usual.
    public static final LineChange NONE = new LineChange(OptionalLong.empty(), OptionalLong.empty(),
            Optional.empty(),
            OptionalDouble.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(),
            OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    /// The line as the description wants it.
    ///
    /// @throws IllegalArgumentException in words, if its parts do not go together: a queue that cannot hold a frame
    public LinkSpec apply(LinkSpec usual) {
        Impairments before = usual.impairments();
        Impairments impairments = new Impairments(jitter.orElse(before.jitter()),
                bursts.orElse(before.bursts()), duplication.orElse(before.duplication()),
                corruption.orElse(before.corruption()), reordering.orElse(before.reordering()));
        return new LinkSpec(bitsPerSecond.orElse(usual.bitsPerSecond()),
                delayNanos.orElse(usual.delayNanos()),
                queue.orElse(usual.queue()), loss.orElse(usual.loss()), mtu.orElse(usual.mtu()), impairments);
    }

}
