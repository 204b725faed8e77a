package io.netjar.web.exchange;

/// One trade.
///
/// @param price in units of 0.0001 won
/// @param size in units of 0.0001 coins
/// @param aggressor the side of the order that came and met another
/// @param nanos engine time; negative before the calendar's beginning
/// @param sequence greater than that of every earlier trade of the instrument
/// @param previous the sequence number of the trade before
record Trade(long price, long size, Side aggressor, long nanos, long sequence, long previous)
        implements
            Sequenced {}
