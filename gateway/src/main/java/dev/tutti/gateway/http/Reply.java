package dev.tutti.gateway.http;

import java.util.Map;
import java.util.TreeMap;

/** What a handler answers. */
public sealed interface Reply {
    int status();

    /** A record of the wire, as JSON. */
    record Json(int status, Object body, Map<String, String> headers) implements Reply {
        public Json(int status, Object body) {
            this(status, body, Map.of());
        }
    }

    /** Anything else. */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the socket, never compared
    record Bytes(int status, String contentType, byte[] body, Map<String, String> headers) implements Reply {
        /** The same with a header more. */
        Bytes with(String name, String value) {
            var more = new TreeMap<>(headers);
            more.put(name, value);
            return new Bytes(status, contentType, body, more);
        }
    }

    static Reply ok(Object body) {
        return new Json(200, body);
    }

    static Reply created(Object body) {
        return new Json(201, body);
    }

    static Reply bytes(String contentType, byte[] body) {
        return new Bytes(200, contentType, body, Map.of());
    }
}
