package dev.tutti.node.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** One flat JSON object a line: facts by their own names, numbers as numbers, what is not known left out. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (mapper.writeValueAsString(line(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> line(ILoggingEvent event) {
        var line = new LinkedHashMap<String, Object>();
        line.put("timestamp", event.getTimeStamp());
        line.put("level", event.getLevel().toString());
        line.put("thread", event.getThreadName());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                add(line, pair.key, pair.value);
            }
        }
        event.getMDCPropertyMap().forEach((name, value) -> add(line, name, value));
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line;
    }

    /** What a line is called by everywhere comes first and stays. */
    private static void add(Map<String, Object> line, String name, @Nullable Object value) {
        if (value != null) {
            boolean plain = value instanceof Number || value instanceof Boolean;
            line.putIfAbsent(name, plain ? value : value.toString());
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
