package dev.tutti.gateway;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds JSON against the subset of JSON Schema that our OpenAPI document uses; unknown keywords are an error. */
final class SchemaCheck {
    private static final List<String> KNOWN = List.of(
            "$ref",
            "type",
            "format",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "minimum",
            "maximum");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with the value; empty when it fits. */
    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        var check = new SchemaCheck(document);
        check.check(schema, value, "$");
        return check.faults;
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        schema.propertyNames().stream()
                .filter(keyword -> !KNOWN.contains(keyword))
                .forEach(keyword -> faults.add(at + ": the schema has the unknown keyword " + keyword));
        if (schema.has("$ref")) {
            JsonNode target = document.at(schema.get("$ref").asString().substring(1));
            if (target.isMissingNode()) {
                faults.add(at + ": nothing at " + schema.get("$ref"));
                return;
            }
            check(target, value, at);
            return;
        }
        String type = schema.at("/type").asString("");
        if (!type.isEmpty() && !isOf(type, value)) {
            faults.add(at + ": " + value + " is no " + type);
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + ": " + value + " is none of " + schema.get("enum"));
        }
        bounds(schema, value, at);
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]");
            }
        }
        if (value.isObject() && schema.has("properties")) {
            object(schema, value, at);
        }
    }

    private void object(JsonNode schema, JsonNode value, String at) {
        for (JsonNode required : schema.at("/required")) {
            if (!value.has(required.asString())) {
                faults.add(at + ": " + required.asString() + " is missing");
            }
        }
        for (String name : value.propertyNames()) {
            JsonNode property = schema.get("properties").get(name);
            if (property != null) {
                check(property, value.get(name), at + "." + name);
            } else if (!schema.at("/additionalProperties").asBoolean(true)) {
                faults.add(at + ": " + name + " is not in the schema");
            }
        }
    }

    private void bounds(JsonNode schema, JsonNode value, String at) {
        double size = value.isString() ? value.asString().length() : value.isNumber() ? value.asDouble() : value.size();
        String suffix = value.isString() ? "Length" : value.isNumber() ? "imum" : "Items";
        if (size < schema.at("/min" + suffix).asDouble(-Double.MAX_VALUE)
                || size > schema.at("/max" + suffix).asDouble(Double.MAX_VALUE)) {
            faults.add(at + ": " + value + " is out of bounds");
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> false;
        };
    }
}
