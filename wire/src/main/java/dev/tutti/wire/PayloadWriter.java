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
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes the fields of a payload, big-endian. What is out of its bound is a fault of ours and throws
 * IllegalArgumentException; {@link PayloadReader} is its mirror.
 */
public final class PayloadWriter {
    static final int SHORT_LENGTH = 0xFFFF;
    static final long MAX_U32 = 0xFFFF_FFFFL;

    private final ByteBuffer out;

    PayloadWriter(ByteBuffer out) {
        this.out = out;
    }

    PayloadWriter u8(int value) {
        out.put((byte) within(value, 0xFF));
        return this;
    }

    PayloadWriter u16(int value) {
        out.putShort((short) within(value, 0xFFFF));
        return this;
    }

    PayloadWriter u32(long value) {
        out.putInt((int) within(value, MAX_U32));
        return this;
    }

    /** Any 64 bits: signed, unsigned or a tag. */
    PayloadWriter i64(long value) {
        out.putLong(value);
        return this;
    }

    PayloadWriter flag(boolean value) {
        out.put((byte) (value ? 1 : 0));
        return this;
    }

    @SuppressWarnings("EnumOrdinal") // the place in the list is the code: docs/protocol-v2.md, and vectors hold it
    PayloadWriter choice(Enum<?> value) {
        return u8(value.ordinal());
    }

    PayloadWriter epoch(Epoch epoch) {
        return i64(epoch.term()).i64(epoch.leaderTag());
    }

    PayloadWriter fence(Fence fence) {
        return i64(fence.term()).i64(fence.leaderTag()).u32(fence.leaseSeq());
    }

    PayloadWriter requestId(RequestId id) {
        return i64(id.bootId()).i64(id.counter());
    }

    PayloadWriter nodeId(NodeId id) {
        out.put(id.bytes());
        return this;
    }

    PayloadWriter channelId(ChannelId id) {
        return ascii(id.value());
    }

    PayloadWriter userId(UserId id) {
        return ascii(id.value());
    }

    PayloadWriter sessionId(SessionId id) {
        return ascii(id.value());
    }

    PayloadWriter songId(SongId id) {
        return ascii(id.value());
    }

    PayloadWriter eventId(EventId id) {
        return ascii(id.value());
    }

    /** A short name of ours: letters, digits, '_', '-' and '.'. */
    PayloadWriter word(String value, int maxLength) {
        within(value.length(), maxLength);
        if (!PayloadReader.isWord(value)) {
            throw new IllegalArgumentException("no word: " + value);
        }
        return ascii(value);
    }

    private PayloadWriter ascii(String value) {
        u8(value.length());
        for (int i = 0; i < value.length(); i++) {
            out.put((byte) value.charAt(i));
        }
        return this;
    }

    PayloadWriter text(String value, int maxBytes) {
        return bytes(value.getBytes(StandardCharsets.UTF_8), maxBytes);
    }

    PayloadWriter octets(Octets value, int maxLength) {
        return bytes(value.shared(), maxLength);
    }

    /** The length takes two bytes where the bound fits into them, and four otherwise. */
    private PayloadWriter bytes(byte[] value, int maxLength) {
        int length = (int) within(value.length, maxLength);
        if (maxLength <= SHORT_LENGTH) {
            u16(length);
        } else {
            u32(length);
        }
        out.put(value);
        return this;
    }

    <T> PayloadWriter with(T value, BiConsumer<T, PayloadWriter> writer) {
        writer.accept(value, this);
        return this;
    }

    <T> PayloadWriter optional(Optional<T> value, BiConsumer<T, PayloadWriter> writer) {
        flag(value.isPresent());
        if (value.isPresent()) {
            writer.accept(value.get(), this);
        }
        return this;
    }

    <T> PayloadWriter list(List<T> values, int max, BiConsumer<T, PayloadWriter> writer) {
        u16((int) within(values.size(), max));
        for (T value : values) {
            writer.accept(value, this);
        }
        return this;
    }

    private static long within(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(value + " is not within 0 and " + max);
        }
        return value;
    }
}
