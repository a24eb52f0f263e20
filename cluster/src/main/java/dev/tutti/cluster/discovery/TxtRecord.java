package dev.tutti.cluster.discovery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The TXT record of a service (RFC 6763, 6): strings with a length byte each, {@code key=value}. */
final class TxtRecord {
    static final int MAX_BYTES = 1_300;
    static final int MAX_PAIRS = 32;

    private TxtRecord() {}

    /**
     * The pairs of a stranger's record, keys in small letters, of a repeated key the first; empty when it is longer than
     * a record should be or its lengths do not fit. A value that is no UTF-8 is left out.
     */
    static Optional<Map<String, String>> decode(byte[] record) {
        if (record.length > MAX_BYTES) {
            return Optional.empty();
        }
        var pairs = new LinkedHashMap<String, String>();
        for (int at = 0; at < record.length; ) {
            int length = record[at] & 0xFF;
            if (at + 1 + length > record.length || pairs.size() >= MAX_PAIRS) {
                return Optional.empty();
            }
            add(pairs, ByteBuffer.wrap(record, at + 1, length));
            at += 1 + length;
        }
        return Optional.of(pairs);
    }

    private static void add(Map<String, String> pairs, ByteBuffer text) {
        try {
            // Unlike new String(), this refuses what is no UTF-8.
            var pair = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.putIfAbsent(pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
            }
        } catch (CharacterCodingException _) {
            // left out
        }
    }
}
