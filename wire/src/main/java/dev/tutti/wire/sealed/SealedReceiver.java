package dev.tutti.wire.sealed;

import dev.tutti.wire.Envelope;
import dev.tutti.wire.Tally;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Opens datagrams of one peer; one thread, but for the counts. */
public final class SealedReceiver {
    private final long ownLink;
    private final byte[] bytes = new byte[Envelope.MAX_DATAGRAM];
    private final Tally<SealedVerdict> verdicts = new Tally<>(SealedVerdict.class);
    /** Counters go on when keys change, so one window serves all keys. */
    private final ReplayWindow window = new ReplayWindow();

    /** So many datagrams the peer has sent, as far as it shows. */
    private volatile long expected;

    private @Nullable SealedKeys last;
    private SealedKeys present;
    private @Nullable SealedKeys next;

    /** Our number for the link. */
    SealedReceiver(SealedSecret secret, long ownLink) {
        this.ownLink = ownLink;
        present = new SealedKeys(secret);
        next = present.next();
    }

    /** The link a datagram says it belongs to, or −1 when it is no sealed datagram; nothing of it is proved yet. */
    public static long linkOf(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= SealedHeader.OVERHEAD && isSealed(datagram, at)
                ? datagram.getInt(at + SealedHeader.AT_LINK) & SealedHeader.MAX_LINK
                : -1;
    }

    private static boolean isSealed(ByteBuffer datagram, int at) {
        return datagram.get(at + SealedHeader.AT_MAGIC) == SealedHeader.MAGIC
                && datagram.get(at + SealedHeader.AT_VERSION) == SealedHeader.VERSION;
    }

    /**
     * Opens what remains of a big-endian buffer. Only when OPENED has the message been written at the position of
     * {@code out}, which is then behind it.
     */
    public SealedVerdict open(ByteBuffer datagram, ByteBuffer out) {
        SealedVerdict verdict = tryToOpen(datagram, out);
        verdicts.add(verdict);
        return verdict;
    }

    /** How many datagrams met that fate; any thread. */
    public long count(SealedVerdict verdict) {
        return verdicts.count(verdict);
    }

    /** How many datagrams the peer has sent, by the counters of those that came; any thread. */
    public long expected() {
        return expected;
    }

    private SealedVerdict tryToOpen(ByteBuffer datagram, ByteBuffer out) {
        int at = datagram.position();
        int length = datagram.remaining();
        if (length < SealedHeader.OVERHEAD) {
            return SealedVerdict.TOO_SHORT;
        }
        if (length > Envelope.MAX_DATAGRAM) {
            return SealedVerdict.TOO_LONG;
        }
        if (!isSealed(datagram, at)) {
            return SealedVerdict.NOT_SEALED;
        }
        if (linkOf(datagram) != ownLink) {
            return SealedVerdict.WRONG_LINK;
        }
        SealedKeys keys = keys(datagram.getShort(at + SealedHeader.AT_KEY_EPOCH) & SealedHeader.MAX_KEY_EPOCH);
        if (keys == null) {
            return SealedVerdict.WRONG_KEYS;
        }
        long counter = datagram.getLong(at + SealedHeader.AT_COUNTER);
        if (counter < 0 || window.isOld(counter)) {
            return SealedVerdict.OLD;
        }
        if (window.isSeen(counter)) {
            return SealedVerdict.REPLAYED;
        }
        datagram.get(at, bytes, 0, length);
        int end = length - PacketCipher.TAG;
        if (!keys.open(counter, bytes, end)) {
            return SealedVerdict.SPOOFED;
        }
        window.mark(counter);
        expected = Math.max(expected, counter + 1);
        if (keys == next) {
            moveOn(keys);
        }
        out.put(bytes, SealedHeader.LENGTH, end - SealedHeader.LENGTH);
        return SealedVerdict.OPENED;
    }

    private @Nullable SealedKeys keys(int epoch) {
        if (epoch == present.epoch()) {
            return present;
        }
        if (last != null && epoch == last.epoch()) {
            return last;
        }
        return next != null && epoch == next.epoch() ? next : null;
    }

    /** The peer has taken new keys, and proved it. */
    private void moveOn(SealedKeys taken) {
        last = present;
        present = taken;
        next = taken.epoch() == SealedHeader.MAX_KEY_EPOCH ? null : taken.next();
    }
}
