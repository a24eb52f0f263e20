package dev.tutti.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    private final LoggerContext context = new LoggerContext();
    private final JsonLines encoder = new JsonLines();

    private JsonNode line(@Nullable Throwable failure, KeyValuePair... pairs) {
        Logger logger = context.getLogger("dev.tutti.access");
        var event = new LoggingEvent("", logger, Level.INFO, "GET {} \"\n\"", failure, new Object[] {"hub"});
        event.setMDCPropertyMap(Map.of("request_id", "req-12345678"));
        for (KeyValuePair pair : pairs) {
            event.addKeyValuePair(pair);
        }
        String text = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").matches(one -> one.lines().count() == 1);
        return new JsonMapper().readTree(text);
    }

    @Test
    void factsAreFlatAndKeepTheirTypes() {
        JsonNode line = line(
                null,
                new KeyValuePair("status", 200),
                new KeyValuePair("took_us", 1234L),
                new KeyValuePair("path", "/hub"),
                new KeyValuePair("level", "not ours"),
                new KeyValuePair("user", null));

        assertThat(line.get("status").isNumber()).isTrue();
        assertThat(line.get("took_us").asLong()).isEqualTo(1234);
        assertThat(line.get("path").asString()).isEqualTo("/hub");
        assertThat(line.get("request_id").asString()).isEqualTo("req-12345678");
        assertThat(line.get("level").asString()).isEqualTo("INFO");
        assertThat(line.get("message").asString()).isEqualTo("GET hub \"\n\"");
        assertThat(line.has("user")).isFalse();
        assertThat(line.has("error")).isFalse();
        assertThat(line.has("kvpList")).isFalse();
    }

    @Test
    void aFailureIsOneText() {
        assertThat(line(new IllegalStateException("why")).get("error").asString())
                .startsWith("java.lang.IllegalStateException: why")
                .contains("JsonLinesTest");
    }
}
