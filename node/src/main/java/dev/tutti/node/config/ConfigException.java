package dev.tutti.node.config;

import java.util.List;

/** A configuration that cannot be used; the message has one line per problem. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
