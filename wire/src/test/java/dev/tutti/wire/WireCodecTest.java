package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The envelope's rules, each kept and each broken. */
class WireCodecTest {
    private static final int ROUNDS = 200;
    private static final int ROOM = 65_536;

    private final WireCodec codec = new WireCodec();
    private final long seed = RandomMessages.seed();
    private final RandomMessages random = new RandomMessages(seed);

    private ByteBuffer encoded(Envelope envelope, Message message) {
        var out = ByteBuffer.allocate(ROOM);
        codec.encode(envelope, message, out);
        return out.flip();
    }

    private ByteBuffer goodbye() {
        return encoded(random.envelope(), new LinkMessage.Goodbye(GoodbyeReason.SHUTDOWN));
    }

    /** Makes the checksum right again after a change. */
    private static ByteBuffer signed(ByteBuffer message) {
        return message.putInt(
                Envelope.AT_CRC, EnvelopeView.crc(new CRC32C(), message, message.position(), message.remaining()));
    }

    private Verdict verdict(ByteBuffer message) {
        return switch (codec.decode(message)) {
            case Received.Accepted _ -> Verdict.ACCEPTED;
            case Received.Skipped _ -> Verdict.SKIPPED;
            case Received.Refused refused -> refused.verdict();
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEncodedIsDecoded(MessageType type) {
        for (int i = 0; i < ROUNDS; i++) {
            Envelope envelope = random.envelope();
            Message message = random.of(type);
            assertThat(codec.decode(encoded(envelope, message)))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(new Received.Accepted(envelope, message));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefused(MessageType type) {
        ByteBuffer whole = encoded(random.envelope(), random.of(type));
        for (int length = 0; length < whole.limit(); length++) {
            assertThat(verdict(whole.slice(0, length)).isRefusal())
                    .as("seed %d, %d of %d bytes", seed, length, whole.limit())
                    .isTrue();
        }
    }

    /** A sender whose length and checksum fit, and whose fields do not. */
    @ParameterizedTest
    @EnumSource
    void everyPayloadThatEndsTooSoonIsRefused(MessageType type) {
        ByteBuffer whole = encoded(random.envelope(), random.of(type));
        for (int length = Envelope.LENGTH; length < whole.limit(); length++) {
            var cut = ByteBuffer.allocate(length).put(whole.slice(0, length)).flip();
            cut.putInt(Envelope.AT_PAYLOAD_LENGTH, length - Envelope.LENGTH);
            assertThat(verdict(signed(cut)))
                    .as("seed %d, %d of %d bytes", seed, length, whole.limit())
                    .isEqualTo(Verdict.TRUNCATED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySingleBitThatFlipsIsNoticed(MessageType type) {
        ByteBuffer whole = encoded(random.envelope(), random.of(type));
        for (int bit = 0; bit < 8 * whole.limit(); bit++) {
            int at = bit / 8;
            byte before = whole.get(at);
            whole.put(at, (byte) (before ^ (1 << (bit % 8))));
            assertThat(verdict(whole).isRefusal())
                    .as("seed %d, bit %d", seed, bit)
                    .isTrue();
            whole.put(at, before);
        }
    }

    @Test
    void whatIsNotOursIsRefusedByItsFirstBytes() {
        assertThat(verdict(goodbye().put(0, (byte) 0))).isEqualTo(Verdict.BAD_MAGIC);
        assertThat(verdict(goodbye().put(1, (byte) 0x30))).isEqualTo(Verdict.BAD_VERSION);
        assertThat(verdict(ByteBuffer.allocate(Envelope.LENGTH - 1))).isEqualTo(Verdict.TOO_SHORT);
    }

    @Test
    void aLengthIsHeldAgainstTheLimitAndTheBytesThatCame() {
        assertThat(verdict(goodbye().putInt(4, Envelope.MAX_PAYLOAD + 1))).isEqualTo(Verdict.TOO_LONG);
        assertThat(verdict(goodbye().putInt(4, -1))).isEqualTo(Verdict.TOO_LONG);
        assertThat(verdict(goodbye().putInt(4, 2))).isEqualTo(Verdict.BAD_LENGTH);
    }

    @Test
    void aStreamIsCutByTheHeaderAlone() {
        ByteBuffer message = goodbye();
        assertThat(EnvelopeView.payloadLength(message.slice(0, Envelope.LENGTH), 0))
                .isEqualTo(1);
        message.putInt(Envelope.AT_PAYLOAD_LENGTH, Envelope.MAX_PAYLOAD + 1);
        assertThat(EnvelopeView.payloadLength(message, 0)).isEqualTo(-1);
        assertThat(EnvelopeView.payloadLength(goodbye().put(0, (byte) 0), 0)).isEqualTo(-1);
        assertThat(EnvelopeView.payloadLength(goodbye().put(1, (byte) 0x10), 0)).isEqualTo(-1);
    }

    @Test
    void aMessageHasASource() {
        ByteBuffer message = goodbye().putLong(Envelope.AT_SOURCE, 0);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.NO_SOURCE);
    }

    @Test
    void aNewerMinorVersionIsRead() {
        ByteBuffer message = goodbye().put(Envelope.AT_VERSION, (byte) 0x27);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void fieldsThatANewerVersionAddedArePassedOver() {
        Message message = random.of(MessageType.FLOOR_GRANT);
        Envelope envelope = random.envelope();
        ByteBuffer old = encoded(envelope, message);
        var longer = ByteBuffer.allocate(old.limit() + 9)
                .put(old)
                .putLong(77)
                .put((byte) 1)
                .flip();
        longer.putInt(Envelope.AT_PAYLOAD_LENGTH, longer.limit() - Envelope.LENGTH);
        assertThat(codec.decode(signed(longer))).isEqualTo(new Received.Accepted(envelope, message));
    }

    @Test
    void aMessageIsMadeLongerToTestALink() {
        var out = ByteBuffer.allocate(ROOM);
        Message message = random.of(MessageType.HEARTBEAT);
        Envelope envelope = random.envelope();
        codec.encode(envelope, message, 1_168, out);
        assertThat(out.flip().limit()).isEqualTo(1_168);
        assertThat(codec.decode(out)).isEqualTo(new Received.Accepted(envelope, message));
    }

    @Test
    void anUnknownTypeIsPassedOverUnlessItMustBeUnderstood() {
        ByteBuffer optional = goodbye().put(Envelope.AT_TYPE, (byte) 0xEE);
        assertThat(codec.decode(signed(optional)))
                .isInstanceOfSatisfying(
                        Received.Skipped.class,
                        skipped -> assertThat(skipped.type()).isEqualTo(0xEE));
        ByteBuffer critical = optional.put(Envelope.AT_FLAGS, (byte) Envelope.CRITICAL);
        assertThat(codec.decode(signed(critical))).isInstanceOfSatisfying(Received.Refused.class, refused -> {
            assertThat(refused.verdict()).isEqualTo(Verdict.UNKNOWN_TYPE);
            assertThat(refused.type()).isEqualTo(0xEE);
            assertThat(refused.seq()).isEqualTo(critical.getInt(Envelope.AT_SEQ) & 0xFFFF_FFFFL);
        });
    }

    @Test
    void anUnknownFlagIsPassedOverUnlessItMustBeUnderstood() {
        assertThat(verdict(signed(goodbye().put(Envelope.AT_FLAGS, (byte) 0x0F))))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(verdict(signed(goodbye().put(Envelope.AT_FLAGS, (byte) 0x40))))
                .isEqualTo(Verdict.UNKNOWN_FLAG);
    }

    @Test
    void aReasonFromANewerNodeReadsAsAnother() {
        ByteBuffer goodbye = goodbye().put(Envelope.LENGTH, (byte) GoodbyeReason.ALL.size());
        assertThat(codec.decode(signed(goodbye)))
                .isInstanceOfSatisfying(
                        Received.Accepted.class,
                        accepted ->
                                assertThat(accepted.message()).isEqualTo(new LinkMessage.Goodbye(GoodbyeReason.OTHER)));
        ByteBuffer nack =
                encoded(random.envelope(), random.of(MessageType.NACK)).put(Envelope.LENGTH, (byte) 200);
        assertThat(codec.decode(signed(nack)))
                .isInstanceOfSatisfying(
                        Received.Accepted.class,
                        accepted -> assertThat(accepted.message())
                                .isInstanceOfSatisfying(
                                        LinkMessage.Nack.class,
                                        one -> assertThat(one.reason()).isEqualTo(NackReason.OTHER)));
    }

    @Test
    void aChoiceOfAClosedSetIsOneOfThem() {
        ByteBuffer announce = encoded(random.envelope(), random.of(MessageType.ROLE_ANNOUNCE));
        announce.put(announce.limit() - 1, (byte) AnnounceReason.ALL.size());
        assertThat(verdict(signed(announce))).isEqualTo(Verdict.BAD_NUMBER);
    }

    @Test
    void aFlagIsYesOrNo() {
        ByteBuffer taken = encoded(random.envelope(), Samples.of(MessageType.FLOOR_TAKEN));
        taken.put(taken.limit() - 1, (byte) 2);
        assertThat(verdict(signed(taken))).isEqualTo(Verdict.BAD_NUMBER);
    }

    @Test
    void aListIsRefusedBeforeItIsMade() {
        var line = new FloorSignal.Line(new ChannelId("a"), Epoch.NONE, Collections.emptyList());
        ByteBuffer message = encoded(random.envelope(), line);
        int count = message.limit() - 2;
        message.putShort(count, (short) 5);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.TRUNCATED);
        message.putShort(count, (short) 0xFFFF);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.OVER_LIMIT);
    }

    @Test
    void aTextIsRefusedBeforeItIsMade() {
        ByteBuffer message = encoded(random.envelope(), new LinkMessage.SharedState(Octets.NONE));
        message.putInt(Envelope.LENGTH, -1);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.OVER_LIMIT);
        message.putInt(Envelope.LENGTH, LinkMessage.MAX_SHARED);
        assertThat(verdict(signed(message))).isEqualTo(Verdict.TRUNCATED);
    }

    @Test
    void textIsUtf8AndAnIdHasTheCharactersOfOne() {
        var chat = new ClientMessage.TextMessage("k", new UserId("noor"), Optional.empty(), 0, "é");
        ByteBuffer message = encoded(random.envelope(), chat);
        byte[] noText = {(byte) 0xC3, (byte) 0x28};
        ByteBuffer broken = message.duplicate().put(message.limit() - 2, noText);
        assertThat(verdict(signed(broken))).isEqualTo(Verdict.BAD_TEXT);
        ByteBuffer id = encoded(random.envelope(), chat);
        id.put(Envelope.LENGTH + 3 + 1, "no r".getBytes(StandardCharsets.US_ASCII));
        assertThat(verdict(signed(id))).isEqualTo(Verdict.BAD_TEXT);
    }

    @Test
    void whatIsOutOfItsBoundIsNotSent() {
        var out = ByteBuffer.allocate(ROOM);
        var name = new LinkMessage.AdmissionRequest(Octets.NONE, true, 0, Octets.NONE, "x".repeat(65));
        assertThatThrownBy(() -> codec.encode(random.envelope(), name, out))
                .isInstanceOf(IllegalArgumentException.class);
        var port = new LinkMessage.AdmissionRequest(Octets.NONE, true, 65_536, Octets.NONE, "");
        assertThatThrownBy(() -> codec.encode(random.envelope(), port, out))
                .isInstanceOf(IllegalArgumentException.class);
        var many = new FloorSignal.Line(new ChannelId("a"), Epoch.NONE, Collections.nCopies(257, new UserId("u")));
        assertThatThrownBy(() -> codec.encode(random.envelope(), many, out))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
