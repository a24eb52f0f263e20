package dev.tutti.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class WireTypesTest {
    private static final Path FILE = Path.of("..", "web", "src", "client", "wire.ts");

    /** With {@code -Dwire.write=true} it writes the file instead. */
    @Test
    void typeScriptOfTheWebClientIsWhatTheRecordsSay() throws IOException {
        String expected = new TypeScriptPublisher().publish();
        if (Boolean.getBoolean("wire.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }
        assertThat(Files.readString(FILE))
                .as("wire.ts is out of date: run the test with -Dwire.write=true")
                .isEqualTo(expected);
    }

    @Test
    void noTwoRecordsOfTheWireShareAName() {
        var names = new HashSet<String>();
        var records = new HashSet<Class<?>>(WireTypes.rest());
        records.addAll(WireTypes.serverFrames().values());
        records.addAll(WireTypes.clientFrames().values());
        assertThat(records).allMatch(record -> names.add(record.getSimpleName()));
    }

    @Test
    void namesAreWrittenInSnakeCase() {
        assertThat(Shape.snakeCase("talkLimitS")).isEqualTo("talk_limit_s");
        assertThat(Shape.snakeCase("caFingerprint")).isEqualTo("ca_fingerprint");
        assertThat(Shape.of(ErrorAnswer.ErrorBody.class).fields())
                .extracting(Shape.Field::name)
                .containsExactly("code", "message", "details", "requestId");
    }
}
