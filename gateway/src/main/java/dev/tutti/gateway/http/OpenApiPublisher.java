package dev.tutti.gateway.http;

import dev.tutti.gateway.wire.ErrorAnswer;
import dev.tutti.gateway.wire.HubMessages.HealthAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the declared routes as OpenAPI 3.1. */
public final class OpenApiPublisher {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private final SchemaPublisher schemas = new SchemaPublisher();

    private OpenApiPublisher() {}

    public static Map<String, Object> document(List<Route> routes, String version) {
        return new OpenApiPublisher().of(routes, version);
    }

    private Map<String, Object> of(List<Route> routes, String version) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "Tutti hub",
                        "version", version,
                        "description", "Short-lived things (floor, presence, measurements) and events come over /ws."));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private Map<String, Object> components() {
        Map<String, Object> bearer = Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT");
        return Map.of("securitySchemes", Map.of("bearer", bearer), "schemas", schemas.schemas());
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.name());
        operation.put("summary", route.summary());
        operation.put("security", security(route));
        operation.put("parameters", parameters(route));
        Class<?> body = route.body();
        if (body != null) {
            operation.put("requestBody", Map.of("required", true, "content", json(body)));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static List<Map<String, Object>> security(Route route) {
        Map<String, Object> bearer = Map.of("bearer", List.of());
        return switch (route.access()) {
            case PUBLIC -> List.of();
            case KNOWN_OR_NOT, OPERATOR -> List.of(Map.of(), bearer);
            case USER, OWNER, KEEPER -> List.of(bearer);
        };
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher inPath = PATH_PARAMETER.matcher(route.path());
        while (inPath.find()) {
            parameters.add(Map.of("name", inPath.group(1), "in", "path", "required", true, "schema", TEXT));
        }
        for (String name : route.query()) {
            parameters.add(Map.of("name", name, "in", "query", "required", false, "schema", TEXT));
        }
        if (route.mutates()) {
            Map<String, Object> key = Map.of("type", "string", "minLength", 8, "maxLength", 128);
            parameters.add(Map.of("name", "Idempotency-Key", "in", "header", "required", true, "schema", key));
        }
        return parameters;
    }

    private Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new TreeMap<>();
        Class<?> answer = route.answer();
        Map<String, Object> content =
                answer == null ? Map.of(route.contentType(), Map.of("schema", Map.of())) : done(route, answer);
        responses.put(Integer.toString(route.status()), Map.of("description", "Done", "content", content));
        refusals(route).forEach((status, codes) -> {
            boolean unwell = codes.contains(HealthAnswer.class.getSimpleName());
            Map<String, Object> body = json(unwell ? HealthAnswer.class : ErrorAnswer.class);
            responses.put(status, Map.of("description", String.join(", ", codes), "content", body));
        });
        return responses;
    }

    /** Codes by status: the route's own, and those that every route of its kind has. */
    private static Map<String, Set<String>> refusals(Route route) {
        Map<String, Set<String>> refusals = new TreeMap<>();
        var all = new ArrayList<>(route.refusals());
        all.addAll(List.of("421 HOST_UNKNOWN", "429 TOO_MANY_CONNECTIONS", "503 TOO_MANY_CONNECTIONS"));
        if (route.mutates()) {
            all.addAll(List.of(
                    "400 IDEMPOTENCY_KEY_MISSING",
                    "400 IDEMPOTENCY_KEY_INVALID",
                    "403 ORIGIN_REFUSED",
                    "409 IDEMPOTENCY_KEY_REUSED"));
        }
        if (route.body() != null) {
            all.addAll(List.of(
                    "400 JSON_MALFORMED",
                    "400 FIELD_UNKNOWN",
                    "400 VALUE_INVALID",
                    "413 BODY_TOO_LARGE",
                    "415 CONTENT_TYPE_UNSUPPORTED"));
        }
        if (route.needsToken()) {
            all.addAll(List.of("401 TOKEN_MISSING", "401 TOKEN_INVALID", "401 TOKEN_EXPIRED"));
        }
        if (route.access() == Route.Access.OWNER || route.access() == Route.Access.KEEPER) {
            all.add("403 OWNER_ONLY");
        }
        if (route.access() == Route.Access.OPERATOR) {
            all.add("403 OPERATORS_ONLY");
        }
        if (route.limit() != null) {
            all.add("429 RATE_LIMITED");
        }
        if (route.path().startsWith("/session/{id}")) {
            all.addAll(inSession(route));
        }
        for (String refusal : all) {
            int space = refusal.indexOf(' ');
            refusals.computeIfAbsent(refusal.substring(0, space), _ -> new TreeSet<>())
                    .add(refusal.substring(space + 1));
        }
        return refusals;
    }

    /** What the session itself may say to any command. */
    private static List<String> inSession(Route route) {
        var refusals = new ArrayList<>(List.of("403 NOT_ADMITTED", "403 NOT_ALLOWED", "404 SESSION_UNKNOWN"));
        if (route.mutates()) {
            refusals.addAll(List.of(
                    "400 VALUE_INVALID",
                    "403 ROLE_ABOVE_YOURS",
                    "404 PARTICIPANT_UNKNOWN",
                    "404 CHANNEL_UNKNOWN",
                    "404 CODE_UNKNOWN",
                    "409 LAST_HOST",
                    "409 LAST_CHANNEL",
                    "409 NAME_TAKEN",
                    "409 NOT_WAITING",
                    "409 LIMIT_REACHED",
                    "410 SESSION_CLOSED",
                    "503 BUSY",
                    "503 STORAGE_FULL",
                    "503 STORAGE_FAILED",
                    "503 STOPPING"));
        }
        return refusals;
    }

    private Map<String, Object> done(Route route, Class<?> answer) {
        boolean kept = route.mutates() && route.path().startsWith("/session/{id}");
        return kept ? Map.of("application/json", Map.of("schema", schemas.kept(answer))) : json(answer);
    }

    private Map<String, Object> json(Class<?> record) {
        return Map.of("application/json", Map.of("schema", schemas.reference(record)));
    }
}
