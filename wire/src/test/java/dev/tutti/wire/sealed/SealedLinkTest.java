package dev.tutti.wire.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two ends of a connection: what is taken, and what is refused and counted. */
class SealedLinkTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String VECTOR =
            "5320000000000016000000000000000034a311e07eeae90277b9a201a2d95dd04ee06cd4d09fc3";
    private static final String AFTER_REKEY =
            "532000010000001600000000000000010e5be9cbcddfd3508998be490a81cc7048ebfaa8c5c70c";
    private static final int ROUNDS = 20_000;
    /** Compiling costs a few thousand bytes once; the smallest object a datagram would be sixteen times this. */
    private static final long ONCE_BYTES = ROUNDS;

    private final SealedLink dialler = SealedLink.of(SECRET, true, 11, 22);
    private final SealedLink answerer = SealedLink.of(SECRET, false, 22, 11);

    private static ByteBuffer sealed(SealedLink from, String message) {
        var out = ByteBuffer.allocate(1_200);
        from.sender().seal(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), out);
        return out.flip();
    }

    private SealedVerdict received(ByteBuffer datagram) {
        return answerer.receiver().open(datagram, ByteBuffer.allocate(1_200));
    }

    private void assertRefused(ByteBuffer datagram, SealedVerdict why) {
        long before = answerer.receiver().count(why);
        var out = ByteBuffer.allocate(1_200);
        assertThat(answerer.receiver().open(datagram, out)).isEqualTo(why);
        assertThat(out.position()).as("nothing comes out").isZero();
        assertThat(answerer.receiver().count(why)).isEqualTo(before + 1);
    }

    @Test
    void whatOneEndSealsTheOtherOpens() {
        ByteBuffer datagram = sealed(dialler, "and… one");
        assertThat(SealedReceiver.linkOf(datagram)).isEqualTo(22);
        var out = ByteBuffer.allocate(1_200);
        assertThat(answerer.receiver().open(datagram, out)).isEqualTo(SealedVerdict.OPENED);
        assertThat(StandardCharsets.UTF_8.decode(out.flip()).toString()).isEqualTo("and… one");

        out.clear();
        assertThat(dialler.receiver().open(sealed(answerer, "two"), out)).isEqualTo(SealedVerdict.OPENED);
        assertThat(StandardCharsets.UTF_8.decode(out.flip()).toString()).isEqualTo("two");
    }

    /** Another implementation of docs/protocol-v2.md made these bytes. */
    @Test
    void aDatagramHasTheBytesOfTheDocument() {
        var datagram = HexFormat.of().parseHex(VECTOR);
        var sent = sealed(dialler, "and one");
        assertThat(sent).isEqualTo(ByteBuffer.wrap(datagram));
        dialler.sender().rekey();
        assertThat(sealed(dialler, "and two"))
                .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex(AFTER_REKEY)));
    }

    @Test
    void theWordsAreNotToBeReadOnTheWay() {
        String seen =
                StandardCharsets.ISO_8859_1.decode(sealed(dialler, "and one")).toString();
        assertThat(seen).doesNotContain("one");
        assertThat(sealed(dialler, "same")).isNotEqualTo(sealed(dialler, "same"));
    }

    @Test
    void aReplayedDatagramIsRefused() {
        ByteBuffer datagram = sealed(dialler, "once");
        assertThat(received(datagram)).isEqualTo(SealedVerdict.OPENED);
        assertRefused(datagram, SealedVerdict.REPLAYED);
    }

    @Test
    void aSpoofedDatagramIsRefusedAndDoesNotSpendItsCounter() {
        ByteBuffer datagram = sealed(dialler, "true");
        var spoofed =
                ByteBuffer.allocate(datagram.limit()).put(datagram.duplicate()).flip();
        spoofed.put(17, (byte) (spoofed.get(17) ^ 1));
        assertRefused(spoofed, SealedVerdict.SPOOFED);
        assertRefused(sealed(SealedLink.of(new byte[32], true, 11, 22), "a stranger"), SealedVerdict.SPOOFED);
        assertThat(received(datagram)).isEqualTo(SealedVerdict.OPENED);
    }

    @Test
    void whatIsReflectedIsRefused() {
        ByteBuffer own = sealed(answerer, "mine");
        own.putInt(4, 22);
        assertRefused(own, SealedVerdict.SPOOFED);
    }

    @Test
    void disorderWithinTheWindowIsTakenOnceEach() {
        var datagrams = new ArrayList<ByteBuffer>();
        for (int i = 0; i < 1_024; i++) {
            datagrams.add(sealed(dialler, "packet " + i));
        }
        Collections.shuffle(datagrams, new Random(3));
        datagrams.forEach(one -> assertThat(received(one)).isEqualTo(SealedVerdict.OPENED));
        datagrams.forEach(one -> assertThat(received(one)).isEqualTo(SealedVerdict.REPLAYED));
    }

    @Test
    void whatIsTooOldToTellIsRefused() {
        ByteBuffer first = sealed(dialler, "late");
        for (int i = 0; i < ReplayWindow.SIZE; i++) {
            ByteBuffer next = sealed(dialler, "x");
            if (i == ReplayWindow.SIZE - 1) {
                assertThat(received(next)).isEqualTo(SealedVerdict.OPENED);
            }
        }
        assertRefused(first, SealedVerdict.OLD);
        assertRefused(sealed(dialler, "x").putLong(8, -1), SealedVerdict.OLD);
    }

    @Test
    void whatIsNoDatagramOfThisLinkIsRefused() {
        assertRefused(ByteBuffer.allocate(31), SealedVerdict.TOO_SHORT);
        assertRefused(ByteBuffer.allocate(1_201), SealedVerdict.TOO_LONG);
        assertRefused(ByteBuffer.allocate(100), SealedVerdict.NOT_SEALED);
        assertRefused(sealed(dialler, "x").put(1, (byte) 0x30), SealedVerdict.NOT_SEALED);
        assertRefused(sealed(SealedLink.of(SECRET, true, 11, 23), "x"), SealedVerdict.WRONG_LINK);
        assertRefused(sealed(dialler, "x").putShort(2, (short) 2), SealedVerdict.WRONG_KEYS);
        assertThat(SealedReceiver.linkOf(ByteBuffer.allocate(100))).isEqualTo(-1);
    }

    @Test
    void newKeysAreFollowedAndTheLastOnesStillOpenWhatWasUnderWay() {
        ByteBuffer before = sealed(dialler, "before");
        dialler.sender().rekey();
        ByteBuffer after = sealed(dialler, "after");
        assertThat(received(after)).isEqualTo(SealedVerdict.OPENED);
        assertThat(received(before)).isEqualTo(SealedVerdict.OPENED);
        assertRefused(before, SealedVerdict.REPLAYED);
        dialler.sender().rekey();
        assertThat(received(sealed(dialler, "again"))).isEqualTo(SealedVerdict.OPENED);
        assertRefused(before, SealedVerdict.WRONG_KEYS);
    }

    @Test
    void aForgedKeyEpochMovesNoKeys() {
        assertRefused(sealed(dialler, "x").putShort(2, (short) 1), SealedVerdict.SPOOFED);
        assertRefused(sealed(dialler, "x").putShort(2, (short) 2), SealedVerdict.WRONG_KEYS);
        assertThat(received(sealed(dialler, "y"))).isEqualTo(SealedVerdict.OPENED);
    }

    @Test
    void whatIsTooLongForADatagramIsNotSealed() {
        var message = ByteBuffer.allocate(SealedSender.MAX_MESSAGE + 1);
        assertThatThrownBy(() -> dialler.sender().seal(message, ByteBuffer.allocate(2_000)))
                .isInstanceOf(IllegalArgumentException.class);
        var out = ByteBuffer.allocate(1_200);
        dialler.sender().seal(message.limit(SealedSender.MAX_MESSAGE), out);
        assertThat(out.hasRemaining()).isFalse();
        assertThat(received(out.flip())).isEqualTo(SealedVerdict.OPENED);
    }

    @Test
    void sealingAndOpeningAllocateNothing() {
        var message = ByteBuffer.allocate(148);
        var datagram = ByteBuffer.allocateDirect(1_200);
        var opened = ByteBuffer.allocateDirect(1_200);
        assertThat(roundTrips(message, datagram, opened)).isEqualTo(ROUNDS);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int done = roundTrips(message, datagram, opened);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(done).isEqualTo(ROUNDS);
        assertThat(allocated).as("bytes for %d datagrams", ROUNDS).isLessThan(ONCE_BYTES);
    }

    private int roundTrips(ByteBuffer message, ByteBuffer datagram, ByteBuffer opened) {
        int taken = 0;
        for (int i = 0; i < ROUNDS; i++) {
            datagram.clear();
            opened.clear();
            dialler.sender().seal(message, datagram);
            taken += answerer.receiver().open(datagram.flip(), opened) == SealedVerdict.OPENED ? 1 : 0;
        }
        return taken;
    }
}
