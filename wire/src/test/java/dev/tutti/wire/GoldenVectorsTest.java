package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bytes of one message of each type, as they stand in the repository: what another implementation reads and writes,
 * too. They change with the protocol only; {@code -Dwire.write=true} writes those that are missing.
 */
class GoldenVectorsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tutti/wire/golden");
    private static final int BYTES_A_LINE = 32;

    private final WireCodec codec = new WireCodec();

    @ParameterizedTest
    @EnumSource
    void isDecodedAndEncodedByteForByte(MessageType type) throws IOException {
        Path file = GOLDEN.resolve(type + ".hex");
        ByteBuffer encoded = encode(Samples.of(type));
        if (Boolean.getBoolean("wire.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, hex(encoded));
        }
        assertThat(file).as("every type has a vector").exists();
        byte[] golden = bytes(file);
        assertThat(codec.decode(ByteBuffer.wrap(golden)))
                .isEqualTo(new Received.Accepted(Samples.ENVELOPE, Samples.of(type)));
        assertThat(hex(encoded)).isEqualTo(hex(ByteBuffer.wrap(golden)));
    }

    @Test
    void thereIsNoVectorOfATypeThatIsGone() throws IOException {
        var types =
                Arrays.stream(MessageType.values()).map(type -> type + ".hex").collect(Collectors.toSet());
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(types);
        }
    }

    private ByteBuffer encode(Message message) {
        var out = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
        codec.encode(Samples.ENVELOPE, message, out);
        return out.flip();
    }

    private static byte[] bytes(Path file) throws IOException {
        return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
    }

    private static String hex(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        var lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += BYTES_A_LINE) {
            int end = Math.min(bytes.length, at + BYTES_A_LINE);
            lines.append(HexFormat.of().formatHex(bytes, at, end)).append('\n');
        }
        return lines.toString();
    }
}
