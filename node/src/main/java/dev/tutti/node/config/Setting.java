package dev.tutti.node.config;

import java.util.Locale;

/**
 * One thing that can be configured, under one name in every source: {@code --tls-port}, {@code TUTTI_TLS_PORT} and
 * {@code tls-port = …}.
 *
 * @param fallback the text that is parsed when no source has a value; empty when there is none
 */
public record Setting<T>(String key, String placeholder, String fallback, String help, Kind<T> kind) {
    /** What values look like, and how the allowed ones are read. */
    public record Kind<T>(String allowed, boolean repeatable, Parser<T> parser) {}

    /** Reads a value; throws {@link IllegalArgumentException} for one that is not allowed. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text);
    }

    public String flag() {
        return "--" + key;
    }

    public String variable() {
        return "TUTTI_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
