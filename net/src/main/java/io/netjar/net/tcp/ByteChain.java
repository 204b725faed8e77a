package io.netjar.net.tcp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A stretch of a byte stream in pieces, each an array of the pool with what was copied into it or a part of somebody else's
/// array: position 0 is the oldest byte kept. The send buffer of a connection is one of these.
final class ByteChain {
    /// Less than this is copied rather than lent: a piece of its own would cost more than the copy.
    private static final int LEAST_LENT = 1024;
    /// The largest array that is taken for one piece, unless more comes at once.
    private static final int USUAL_PIECE = 1 << 16;

    private final Slabs slabs;
    /// A ring; the pieces that are not in use stay in their places to be used again.
    private @Nullable Piece[] pieces = new @Nullable Piece[1];
    private int head;
    private int count;
    /// The piece asked for last, counted from the head.
    private int last;
    /// How many bytes of the stream are gone, and how many ever came.
    private long first;
    private long end;

    /// Bytes of the stream, from `begin` to before `end`, which stand in `array` from `offset` on.
    private static final class Piece {
        private byte[] array = Slabs.NONE;
        private int offset;
        private long begin;
        private long end;
        /// Who gets the array back, or null if it is the pool's.
        private @Nullable Runnable lender;

        int room() {
            return lender == null ? array.length - (int) (end - begin) : 0;
        }

        boolean has(long number) {
            return number >= begin && number < end;
        }
    }

    ByteChain(Slabs slabs) {
        this.slabs = slabs;
    }

    int length() {
        return (int) (end - first);
    }

    /// Copies bytes to the end.
    void append(byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            Piece piece = withRoom(length - done);
            int part = Math.min(length - done, piece.room());
            System.arraycopy(source, offset + done, piece.array, (int) (piece.end - piece.begin), part);
            piece.end += part;
            end += part;
            done += part;
        }
    }

    /// Appends bytes that stay where they are until `giveBack` runs, which it does in this very call if there are so few that
    /// they are copied.
    void lend(byte[] source, int offset, int length, Runnable giveBack) {
        if (length < LEAST_LENT) {
            append(source, offset, length);
            giveBack.run();
            return;
        }
        Piece piece = add(source, offset, giveBack);
        piece.end += length;
        end += length;
    }

    /// Copies the `length` bytes from `position` on, which must be here.
    void copy(int position, byte[] target, int offset, int length) {
        long number = first + position;
        int done = 0;
        while (done < length) {
            Piece piece = holding(number + done);
            int part = (int) Math.min(length - done, piece.end - number - done);
            System.arraycopy(piece.array, piece.offset + (int) (number + done - piece.begin), target,
                    offset + done, part);
            done += part;
        }
    }

    /// Takes `bytes` off the front.
    void drop(int bytes) {
        first += bytes;
        while (count > 0 && piece(0).end <= first) {
            Piece gone = piece(0);
            head = head + 1 & pieces.length - 1;
            count--;
            last = Math.max(0, last - 1);
            giveBack(gone);
        }
    }

    /// Takes everything off.
    void free() {
        drop(length());
    }

    private void giveBack(Piece piece) {
        Runnable lender = piece.lender;
        byte[] array = piece.array;
        piece.array = Slabs.NONE;
        piece.lender = null;
        if (lender == null) {
            slabs.giveBack(array);
        } else {
            lender.run();
        }
    }

    /// The last piece if it has room, or a new one that has room for at least some of `wanted` bytes.
    private Piece withRoom(int wanted) {
        if (count > 0 && piece(count - 1).room() > 0) {
            return piece(count - 1);
        }
        return add(slabs.take(Math.max(wanted, Math.min(length(), USUAL_PIECE))), 0, null);
    }

    private Piece add(byte[] array, int offset, @Nullable Runnable lender) {
        if (count == pieces.length) {
            @Nullable
            Piece[] larger = Arrays.copyOfRange(pieces, head, head + 2 * count);
            System.arraycopy(pieces, 0, larger, count - head, head);
            pieces = larger;
            head = 0;
        }
        int place = head + count & pieces.length - 1;
        Piece piece = pieces[place];
        if (piece == null) {
            piece = new Piece();
            pieces[place] = piece;
        }
        count++;
        piece.array = array;
        piece.offset = offset;
        piece.begin = end;
        piece.end = end;
        piece.lender = lender;
        return piece;
    }

    /// The piece that holds a byte, which is most often the one that was asked for last or the next one.
    private Piece holding(long number) {
        if (last < count && piece(last).has(number)) {
            return piece(last);
        }
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (piece(middle).end <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        last = low;
        return piece(low);
    }

    private Piece piece(int index) {
        Piece piece = pieces[head + index & pieces.length - 1];
        if (piece == null) {
            throw new IllegalStateException("the chain has no piece " + index);
        }
        return piece;
    }
}
