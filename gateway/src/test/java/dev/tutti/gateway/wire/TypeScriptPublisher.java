package dev.tutti.gateway.wire;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the records of the wire as TypeScript. */
final class TypeScriptPublisher {
    private final Map<String, String> declarations = new TreeMap<>();

    String publish() {
        WireTypes.rest().forEach(record -> declare(Shape.of(record)));
        String server = union("ServerFrame", WireTypes.serverFrames());
        String client = union("ClientFrame", WireTypes.clientFrames());
        return """
                // Made from the records in dev.tutti.gateway.wire; WireTypesTest writes it and checks it. Do not edit.

                /** The envelope of everything on /ws. */
                export interface Frame<T extends string, P> {
                  type: T;
                  /** Milliseconds since the epoch. */
                  ts: number;
                  payload: P;
                  /** On durable frames: what to reconnect with to get what follows. */
                  cursor?: string;
                  /** The event's id; on a client's frame any text, repeated in the error it causes. */
                  id?: string;
                }

                """ + String.join("\n", declarations.values()) + "\n" + server + "\n" + client + durableTypes()
                + closeCodes();
    }

    private String union(String name, Map<String, ? extends Class<?>> frames) {
        frames.values().forEach(record -> declare(Shape.of(record)));
        return frames.entrySet().stream()
                .map(frame -> "\n  | Frame<'" + frame.getKey() + "', "
                        + frame.getValue().getSimpleName() + ">")
                .collect(Collectors.joining("", "export type " + name + " =", ";\n"));
    }

    private static String durableTypes() {
        return WireTypes.serverFrames().entrySet().stream()
                .filter(frame -> WireTypes.frameType(frame.getValue()).durable())
                .map(frame -> "  '" + frame.getKey() + "',\n")
                .collect(Collectors.joining(
                        "",
                        "\n/** Frames that stand in the session log and carry a cursor. */\n"
                                + "export const DURABLE_FRAMES: readonly ServerFrame['type'][] = [\n",
                        "];\n"));
    }

    private static String closeCodes() {
        return Arrays.stream(CloseCode.values())
                .map(code -> "  " + code.name().toLowerCase(Locale.ROOT) + ": " + code.code() + ",\n")
                .collect(Collectors.joining(
                        "",
                        "\n/** Why the hub closes a connection. One that is cut without a code comes back with its cursor. */\n"
                                + "export const CLOSE_CODES = {\n",
                        "} as const;\n"));
    }

    private void declare(Shape.Entity object) {
        if (declarations.putIfAbsent(object.name(), "") != null) {
            return;
        }
        var body = new StringBuilder("export interface " + object.name() + " {\n");
        Set<String> seen = new LinkedHashSet<>();
        for (Shape.Field field : object.fields()) {
            if (!seen.add(field.name())) {
                throw new IllegalStateException(object.name() + " has " + field.name() + " twice");
            }
            body.append("  ").append(field.name()).append(field.required() ? ": " : "?: ");
            body.append(type(field.shape())).append(";\n");
        }
        declarations.put(object.name(), body.append("}\n").toString());
    }

    private String type(Shape shape) {
        return switch (shape) {
            case Shape.Text _, Shape.Moment _ -> "string";
            case Shape.Flag _ -> "boolean";
            case Shape.Figure _ -> "number";
            case Shape.Facts _ -> "Record<string, unknown>";
            case Shape.Array array -> type(array.element()) + "[]";
            case Shape.Choice choice -> choice(choice);
            case Shape.Entity object -> {
                declare(object);
                yield object.name();
            }
        };
    }

    private String choice(Shape.Choice choice) {
        String values = choice.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(" | "));
        declarations.put(choice.name(), "export type " + choice.name() + " = " + values + ";\n");
        return choice.name();
    }
}
