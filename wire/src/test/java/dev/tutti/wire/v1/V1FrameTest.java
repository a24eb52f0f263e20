package dev.tutti.wire.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Protocol v1 as found in the field, and what breaks it. */
class V1FrameTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tutti/wire/v1/golden");
    private static final Map<String, V1Message> VECTORS = Map.of(
            "audio", new V1Message.Audio(Octets.of(pcm(640))),
            "taken", new V1Message.Taken(),
            "released", new V1Message.Released(),
            "ping", new V1Message.Ping(),
            "pong", new V1Message.Pong(),
            "chat", new V1Message.Chat("Tisch 4 möchte zahlen"),
            "unknown", new V1Message.Unknown("__PTT_FLOOR__:QUEUED"));

    private static byte[] pcm(int length) {
        var pcm = new byte[length];
        new SplittableRandom(1).nextBytes(pcm);
        return pcm;
    }

    private static ByteBuffer frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .flip();
    }

    private static List<V1Message> all(V1Decoder decoder, ByteBuffer in) {
        var messages = new ArrayList<V1Message>();
        for (V1Message one = decoder.next(in); one != null; one = decoder.next(in)) {
            messages.add(one);
        }
        return messages;
    }

    /** {@code -Dwire.write=true} writes those that are missing. */
    @Test
    void vectorsAreDecodedAndEncodedByteForByte() throws IOException {
        for (var vector : VECTORS.entrySet()) {
            Path file = GOLDEN.resolve(vector.getKey() + ".hex");
            ByteBuffer frame = V1Encoder.encode(vector.getValue());
            var encoded = new byte[frame.remaining()];
            frame.get(encoded);
            if (Boolean.getBoolean("wire.write") && !Files.exists(file)) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, HexFormat.of().formatHex(encoded) + "\n");
            }
            byte[] golden = HexFormat.of().parseHex(Files.readString(file).strip());
            assertThat(all(new V1Decoder(), ByteBuffer.wrap(golden))).containsExactly(vector.getValue());
            assertThat(encoded).as(vector.getKey()).isEqualTo(golden);
        }
    }

    @Test
    void howTheBytesAreCutDoesNotMatter() {
        var stream = ByteBuffer.allocate(4_000);
        VECTORS.values().forEach(message -> stream.put(V1Encoder.encode(message)));
        stream.flip();
        for (int size = 1; size < 50; size++) {
            var decoder = new V1Decoder();
            var messages = new ArrayList<V1Message>();
            for (int at = 0; at < stream.limit(); at += size) {
                messages.addAll(all(decoder, stream.slice(at, Math.min(size, stream.limit() - at))));
            }
            assertThat(messages).containsExactlyElementsOf(VECTORS.values());
        }
    }

    @Test
    void aLengthOutOfBoundsBreaksThePeerForGood() {
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, V1Frame.MAX_PAYLOAD + 1}) {
            var decoder = new V1Decoder();
            var in = ByteBuffer.allocate(200).putInt(length).put(V1Encoder.encode(new V1Message.Ping()));
            assertThat(all(decoder, in.flip())).isEmpty();
            assertThat(decoder.isBroken()).isTrue();
            assertThat(all(decoder, V1Encoder.encode(new V1Message.Ping()))).isEmpty();
        }
    }

    @Test
    void theLongestFrameIsRead() {
        var decoder = new V1Decoder();
        var text = new V1Message.Chat("x".repeat(V1Frame.MAX_PAYLOAD));
        assertThat(all(decoder, V1Encoder.encode(text))).containsExactly(text);
        assertThat(decoder.isBroken()).isFalse();
        assertThatThrownBy(() -> V1Encoder.encode(new V1Message.Chat("x".repeat(V1Frame.MAX_PAYLOAD + 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halfASampleIsLeftOut() {
        var decoder = new V1Decoder();
        V1Message odd = all(decoder, frame(new byte[] {1, 10, 11, 12})).getFirst();
        assertThat(odd).isEqualTo(new V1Message.Audio(Octets.of(new byte[] {10, 11})));
        assertThat(((V1Message.Audio) odd).samples()).isEqualTo(1);
        assertThat(all(decoder, frame(new byte[] {1}))).containsExactly(new V1Message.Audio(Octets.NONE));
    }

    @Test
    void nobodyTalksByTyping() {
        for (String line :
                List.of(V1Frame.TAKEN, V1Frame.RELEASED, "ping", "pong", "__PTT_FLOOR__:X", "\u0001beep", "")) {
            ByteBuffer frame = V1Encoder.encode(new V1Message.Chat(line));
            assertThat(all(new V1Decoder(), frame)).containsExactly(new V1Message.Chat(" " + line));
        }
    }

    @Test
    void bytesThatAreNoTextAreChatAndNothingElse() {
        byte[] payload = {(byte) 0xC3, (byte) 0x28};
        assertThat(all(new V1Decoder(), frame(payload))).containsExactly(new V1Message.Chat("\uFFFD("));
        assertThat(all(new V1Decoder(), frame("PING".getBytes(StandardCharsets.UTF_8))))
                .containsExactly(new V1Message.Chat("PING"));
    }
}
