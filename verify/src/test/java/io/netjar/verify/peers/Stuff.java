package io.netjar.verify.peers;

import io.netjar.engine.Chance;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Bytes to be carried: the first `length` of a random block, over and over. The block's length has nothing in common
/// with that of segments or buffers, so that no byte can stand in another one's place unnoticed.
final class Stuff {
    private static final byte[] BLOCK = new byte[1_000_003];
    private static final int PIECE = 1 << 16;

    static {
        Chance.of(1, "stuff").nextBytes(BLOCK);
    }

    private final long length;

    Stuff(long length) {
        this.length = length;
    }

    /// How many of the bytes from `position` on stand together in the block, at most `limit`.
    private int together(long position, int limit) {
        int start = (int) (position % BLOCK.length);
        return (int) Math.min(Math.min(limit, BLOCK.length - start), length - position);
    }

    /// The SHA-256 of it all.
    String hash() {
        MessageDigest digest = sha256();
        long position = 0;
        while (position < length) {
            int count = together(position, PIECE);
            digest.update(BLOCK, (int) (position % BLOCK.length), count);
            position += count;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Writes it all.
    void pour(OutputStream out) throws IOException {
        long position = 0;
        while (position < length) {
            int count = together(position, PIECE);
            out.write(BLOCK, (int) (position % BLOCK.length), count);
            position += count;
        }
    }

    /// The SHA-256 of what comes until the end.
    static String drain(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        int count = in.read(piece);
        while (count >= 0) {
            digest.update(piece, 0, count);
            count = in.read(piece);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// One end of a connection of Netjar's that pours stuff out, says that this was all, and drains what comes.
    static final class End implements TcpEvents {
        private final Stuff stuff;
        private final MessageDigest digest = sha256();
        private final byte[] piece = new byte[PIECE];
        private final CompletableFuture<String> drained = new CompletableFuture<>();
        private final CompletableFuture<TcpEnd> ended = new CompletableFuture<>();
        private long position;
        private boolean shut;

        End(long length) {
            this.stuff = new Stuff(length);
        }

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void writable(TcpSocket socket) {
            while (position < stuff.length) {
                int count = stuff.together(position, PIECE);
                int taken = socket.write(BLOCK, (int) (position % BLOCK.length), count);
                position += taken;
                if (taken < count) {
                    return;
                }
            }
            if (!shut) {
                shut = true;
                socket.shutdownOutput();
            }
        }

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(piece, 0, piece.length);
            while (count > 0) {
                digest.update(piece, 0, count);
                count = socket.read(piece, 0, piece.length);
            }
            if (count < 0 && !drained.isDone()) {
                drained.complete(HexFormat.of().formatHex(digest.digest()));
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {
            ended.complete(end);
            drained.complete("the connection ended before its stream: " + end);
        }

        /// The SHA-256 of what came until the peer said that this was all.
        String drained() {
            return get(drained);
        }

        /// How the connection ended.
        TcpEnd ended() {
            return get(ended);
        }
    }

    /// What `future` comes to, within two minutes.
    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(120, TimeUnit.SECONDS).join();
    }
}
