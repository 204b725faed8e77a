package io.netjar.cli.map;

/// The colours of a map, on light paper.
final class Palette {
    static final int PAPER = 0xf7f7f4;
    static final int CARD = 0xffffff;
    static final int SHADOW = 0xebebe7;
    static final int EDGE = 0xd3d6db;
    static final int INK = 0x1d2330;
    static final int GREY = 0x6b7280;
    static final int EXCHANGE = 0x4b5563;
    static final int BROKEN = 0xc62f3b;

    /// A provider's colours.
    ///
    /// @param strong of lines and signs
    /// @param pale of the paper behind its name
    record Tone(int strong, int pale) {}

    private static final Tone[] TONES = {new Tone(0x2f67c9, 0xe8effb), new Tone(0x23895f, 0xe4f4ec),
            new Tone(0xc9701a, 0xfbeedd), new Tone(0x7c50c2, 0xf0eafa), new Tone(0xbb3b57, 0xfae8ec),
            new Tone(0x147f92, 0xe0f3f5), new Tone(0x8a6231, 0xf4ecdf), new Tone(0xb04a91, 0xf9e8f3)};

    private Palette() {}

    /// Those of the provider that stands at `index` in the description; the ninth has those of the first again.
    static Tone provider(int index) {
        return TONES[index % TONES.length];
    }
}
