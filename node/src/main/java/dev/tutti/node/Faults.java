package dev.tutti.node;

import dev.tutti.node.config.HubConfig;
import dev.tutti.node.network.PortHolder;
import dev.tutti.session.core.StoreException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;

/** Says what went wrong at the start in words that help. */
final class Faults {
    private Faults() {}

    static StartException explained(Exception fault, HubConfig config) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BindException _ -> {
                    return bind(fault, config);
                }
                case StoreException store -> {
                    return new StartException(String.valueOf(store.getMessage()), fault);
                }
                case AccessDeniedException denied -> {
                    return new StartException(denied.getFile() + " cannot be read or written by this user.", fault);
                }
                default -> {}
            }
        }
        return new StartException("The hub cannot start: " + fault, fault);
    }

    private static StartException bind(Exception fault, HubConfig config) {
        var ports = config.ports();
        var message = new StringBuilder();
        taken(message, "port", ports.http(), false);
        taken(message, "tls-port", ports.tls(), false);
        taken(message, "media-port", ports.media(), true);
        taken(message, "signal-port", ports.signal().orElse(0), false);
        ports.v1().ifPresent(v1 -> taken(message, "v1-port", v1.ports().getFirst(), false));
        taken(message, "node-port", config.nodes().port(), false);
        taken(message, "node-port", config.nodes().port(), true);
        if (message.isEmpty()) {
            message.append("A port cannot be used: ").append(fault.getMessage()).append('.');
        }
        return new StartException(message.toString().strip(), fault);
    }

    private static void taken(StringBuilder message, String setting, int port, boolean udp) {
        if (port != 0) {
            PortHolder.find(port, udp)
                    .ifPresent(holder -> message.append("Port %d is taken by %s. Stop it, or use --%s for another.%n"
                            .formatted(port, holder, setting)));
        }
    }
}
