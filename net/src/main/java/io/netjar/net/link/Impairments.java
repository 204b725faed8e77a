package io.netjar.net.link;

import java.time.Duration;

/// What goes wrong in one direction of a link beyond [LinkSpec#loss()]: each thing by itself, with random numbers of its
/// own, so that switching one on or changing it leaves the others' luck as it was.
///
/// Everything is decided once for each frame that enters the queue, lost frames included.
///
/// @param jitter how the frames' times under way differ
/// @param bursts how frames are lost in a row
/// @param duplication how likely a frame arrives twice, from 0 to 1: the copy right behind its original, with the same
///     bytes; it takes no room in the queue
/// @param corruption how likely one bit of a frame arrives wrong, from 0 to 1: any bit of it, headers included, each as
///     likely. It stands for what Ethernet's frame check sequence misses or never saw, as it happens in the memory of a
///     switch: the device gets the frame, and the checksums of IP, UDP and TCP have to notice
/// @param reordering which frames arrive early or late
public record Impairments(Jitter jitter, BurstLoss bursts, double duplication, double corruption,
        Reordering reordering) {
    private static final Impairments NONE = new Impairments(Jitter.none(), BurstLoss.none(), 0, 0,
            Reordering.none());

    public Impairments {
        Rule.requireShare(duplication, "a link's duplication");
        Rule.requireShare(corruption, "a link's corruption");
    }

    /// Nothing goes wrong.
    public static Impairments none() {
        return NONE;
    }

    /// A cell of a mobile network of the fourth generation, as IP sees it. A block that comes wrong is sent again 8 ms later
    /// (HARQ with eight processes of 1 ms, 3GPP TS 36.321), and RLC gives up nothing out of sequence (3GPP TS 36.322): so
    /// times differ by up to 8 ms either way and order is kept. Once in 2,000 frames a handover or a shadow begins that
    /// takes half of ten frames: 0.25 % in all, an assumption of this project.
    public static Impairments mobile() {
        return none().withJitter(Jitter.uniform(Duration.ofMillis(8)))
                .withBursts(new BurstLoss(0.0005, 0.1, 0, 0.5));
    }

    /// A satellite in a low orbit, as IP sees it: times differ by up to 8 ms either way while it passes and frames wait for
    /// their slots, and order is kept. Once in 4,000 frames a change of satellites begins that takes half of twenty
    /// frames: 0.25 % in all. Kassem et al. found such losses, of up to half of the packets, with changes of satellites ("A
    /// browser-side view of Starlink connectivity", IMC 2022); how often is an assumption of this project.
    public static Impairments lowOrbit() {
        return none().withJitter(Jitter.uniform(Duration.ofMillis(8)))
                .withBursts(new BurstLoss(0.00025, 0.05, 0, 0.5));
    }

    /// Several cables in parallel that frames are dealt out to, whatever flow they belong to (Bennett, Partridge, Shectman:
    /// "Packet reordering is not pathological network behavior", IEEE/ACM Transactions on Networking 7, 1999): one
    /// frame in twenty comes 1 ms late, the length of a busier cable's queue, an assumption of this project.
    public static Impairments parallelCables() {
        return none().withReordering(Reordering.late(0.05, Duration.ofMillis(1)));
    }

    /// A device that spoils bytes in its memory, where no frame check sequence guards them: one frame in 10,000, within the
    /// one in 1,100 to one in 32,000 that Stone and Partridge found with wrong TCP checksums ("When the CRC and TCP
    /// checksum disagree", SIGCOMM 2000).
    public static Impairments faultyMemory() {
        return none().withCorruption(0.0001);
    }

    public Impairments withJitter(Jitter newJitter) {
        return new Impairments(newJitter, bursts, duplication, corruption, reordering);
    }

    public Impairments withBursts(BurstLoss newBursts) {
        return new Impairments(jitter, newBursts, duplication, corruption, reordering);
    }

    public Impairments withDuplication(double probability) {
        return new Impairments(jitter, bursts, probability, corruption, reordering);
    }

    public Impairments withCorruption(double probability) {
        return new Impairments(jitter, bursts, duplication, probability, reordering);
    }

    public Impairments withReordering(Reordering newReordering) {
        return new Impairments(jitter, bursts, duplication, corruption, newReordering);
    }

    public boolean isNone() {
        return jitter.isNone() && bursts.isNone() && duplication == 0 && corruption == 0
                && reordering.isNone();
    }
}
