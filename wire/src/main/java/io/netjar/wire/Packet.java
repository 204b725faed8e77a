package io.netjar.wire;

/// A frame on its way: a stretch of a pooled byte array. It has exactly one owner at a time; whoever hands it
/// on (to a port, a queue, a layer) must not touch it again, and the last owner calls [#release()].
///
/// There is room before the frame ([PacketPool#HEADROOM]) so that a layer can [#push(int)] its header in front of
/// what the layer above wrote.
public final class Packet {
    private static final int LAST_OF_HEADERS = EthernetView.HEADER_BYTES + Ipv4View.HEADER_BYTES - 1;

    private final byte[] bytes;
    private final PacketPool pool;
    private int offset;
    private int length;
    private int loan;
    private boolean pooled;
    private boolean vouched;

    Packet(PacketPool pool, int capacity) {
        this.pool = pool;
        this.bytes = new byte[capacity];
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Where the frame starts in [#bytes()].
    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /// How many times the pool has lent this array: with it an observer can tell whether two things that happened to the
    /// same object happened to the same packet.
    public int loan() {
        return loan;
    }

    /// The index after the frame's last byte.
    public int end() {
        return offset + length;
    }

    /// Reads from the beginning and the end of a frame's Ethernet and IP headers, so that both are in the processor's caches
    /// when the frame is handled soon after.
    public int glance() {
        int last = bytes.length - 1;
        return bytes[Math.min(offset, last)] + bytes[Math.min(offset + LAST_OF_HEADERS, last)];
    }

    /// Grows the frame by `count` bytes in front; their content is undefined. Returns the new offset.
    ///
    /// @throws IllegalStateException if the headroom is used up
    public int push(int count) {
        if (count > offset) {
            throw new IllegalStateException("no headroom for " + count + " bytes in front, only " + offset);
        }
        offset -= count;
        length += count;
        return offset;
    }

    /// Takes `count` bytes off the front: the layer below is done with its header. Returns the new offset.
    public int pull(int count) {
        if (count > length) {
            throw new IllegalStateException("cannot take " + count + " bytes off a frame of " + length);
        }
        offset += count;
        length -= count;
        return offset;
    }

    /// Sets the frame's length, cutting it (padding, truncation) or growing it at the end.
    ///
    /// @throws IllegalStateException if the array has no room for it
    public void length(int newLength) {
        if (newLength < 0 || offset + newLength > bytes.length) {
            throw new IllegalStateException("no room for " + newLength + " bytes in " + bytes.length);
        }
        length = newLength;
    }

    /// Notes that the checksum of the transport's header is right, and the IP header written before it leaves will be: said by
    /// whoever computed it.
    public void vouch() {
        vouched = true;
    }

    /// Notes that bytes were changed, so that nobody vouches for the checksums any more.
    public void doubt() {
        vouched = false;
    }

    /// Whether the headers and their checksums, IP's and the transport's, are known to be right, so that a router or receiver need
    /// not add up bytes which came unchanged from where they were computed. A network card tells its host as much.
    public boolean isVouched() {
        return vouched;
    }

    /// A second packet with the same bytes, owned by the caller (flooding, duplication).
    public Packet copy() {
        Packet copy = pool.take(length);
        copy.vouched = vouched;
        System.arraycopy(bytes, offset, copy.bytes, copy.offset, length);
        return copy;
    }

    /// An empty-content packet of `size` bytes from the same pool.
    public Packet sibling(int size) {
        return pool.take(size);
    }

    /// Gives the array back to the pool.
    ///
    /// @throws IllegalStateException if it was given back before
    public void release() {
        pool.giveBack(this);
    }

    int capacity() {
        return bytes.length;
    }

    void reset(int newOffset, int newLength) {
        offset = newOffset;
        length = newLength;
        loan++;
        pooled = false;
        vouched = false;
    }

    void markPooled() {
        if (pooled) {
            throw new IllegalStateException("packet released twice");
        }
        pooled = true;
    }
}
