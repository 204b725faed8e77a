package io.netjar.web.exchange;

/// Something that has its place in a sequence: each names the one before it, so that whoever is told of them sees
/// whether one is missing.
sealed interface Sequenced permits Trade, BookChange {
    /// Its number, greater than all before.
    long sequence();

    /// The number of the one before it.
    long previous();
}
