package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the fields of a payload and never throws: the first rule that is broken is kept as {@link #verdict}, and from then
 * on every field reads as nothing. Lengths are held against the bound and the bytes that are left before anything is
 * allocated.
 */
final class PayloadReader {
    private static final int MAX_ID = 64;
    private static final String NOBODY = "-";
    private static final NodeId NO_NODE = NodeId.of(new byte[NodeId.BYTES]);

    private final ByteBuffer in;
    private Verdict verdict = Verdict.ACCEPTED;

    /** Reads what remains of the buffer. */
    PayloadReader(ByteBuffer in) {
        this.in = in;
    }

    Verdict verdict() {
        return verdict;
    }

    private boolean has(int bytes) {
        if (verdict == Verdict.ACCEPTED && in.remaining() < bytes) {
            fail(Verdict.TRUNCATED);
        }
        return verdict == Verdict.ACCEPTED;
    }

    private void fail(Verdict why) {
        if (verdict == Verdict.ACCEPTED) {
            verdict = why;
        }
    }

    int u8() {
        return has(1) ? in.get() & 0xFF : 0;
    }

    int u16() {
        return has(2) ? in.getShort() & 0xFFFF : 0;
    }

    long u32() {
        return has(4) ? in.getInt() & PayloadWriter.MAX_U32 : 0;
    }

    long i64() {
        return has(8) ? in.getLong() : 0;
    }

    boolean flag() {
        int value = u8();
        if (value > 1) {
            fail(Verdict.BAD_NUMBER);
        }
        return value == 1;
    }

    /** One of a closed set, by its place in it. */
    <E extends Enum<E>> E choice(List<E> all) {
        int code = u8();
        if (code < all.size()) {
            return all.get(code);
        }
        fail(Verdict.BAD_NUMBER);
        return all.getFirst();
    }

    /** One of a set that may grow: what is not known yet reads as {@code other}. */
    <E extends Enum<E>> E choiceOr(List<E> all, E other) {
        int code = u8();
        return code < all.size() ? all.get(code) : other;
    }

    Epoch epoch() {
        return new Epoch(i64(), i64());
    }

    Fence fence() {
        return new Fence(i64(), i64(), u32());
    }

    RequestId requestId() {
        return new RequestId(i64(), i64());
    }

    NodeId nodeId() {
        return has(NodeId.BYTES) ? NodeId.of(take(NodeId.BYTES)) : NO_NODE;
    }

    ChannelId channelId() {
        return new ChannelId(id());
    }

    UserId userId() {
        return new UserId(id());
    }

    SessionId sessionId() {
        return new SessionId(id());
    }

    SongId songId() {
        return new SongId(id());
    }

    EventId eventId() {
        return new EventId(id());
    }

    private String id() {
        String value = word(MAX_ID);
        if (value.isEmpty()) {
            fail(Verdict.BAD_TEXT);
            return NOBODY;
        }
        return value;
    }

    String word(int maxLength) {
        int length = u8();
        if (length > maxLength) {
            fail(Verdict.OVER_LIMIT);
        }
        if (!has(length)) {
            return "";
        }
        var value = new String(take(length), StandardCharsets.ISO_8859_1);
        if (!isWord(value)) {
            fail(Verdict.BAD_TEXT);
            return "";
        }
        return value;
    }

    /** Whether it has only the characters of ids; an empty one has. */
    static boolean isWord(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    String text(int maxBytes) {
        byte[] bytes = bytes(maxBytes);
        var value = new String(bytes, StandardCharsets.UTF_8);
        // What was no UTF-8 comes back as other bytes.
        if (!Arrays.equals(bytes, value.getBytes(StandardCharsets.UTF_8))) {
            fail(Verdict.BAD_TEXT);
            return "";
        }
        return value;
    }

    Octets octets(int maxLength) {
        return Octets.owned(bytes(maxLength));
    }

    private byte[] bytes(int maxLength) {
        long length = maxLength <= PayloadWriter.SHORT_LENGTH ? u16() : u32();
        if (length > maxLength) {
            fail(Verdict.OVER_LIMIT);
        }
        return has((int) length) ? take((int) length) : new byte[0];
    }

    private byte[] take(int length) {
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    <T> Optional<T> optional(Function<PayloadReader, T> reader) {
        return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
    }

    <T> List<T> list(int max, Function<PayloadReader, T> reader) {
        int count = u16();
        if (count > max) {
            fail(Verdict.OVER_LIMIT);
        }
        // Nothing in a list is shorter than a byte.
        if (!has(count)) {
            return List.of();
        }
        var values = new ArrayList<T>(count);
        for (int i = 0; i < count && verdict == Verdict.ACCEPTED; i++) {
            values.add(reader.apply(this));
        }
        return values;
    }
}
