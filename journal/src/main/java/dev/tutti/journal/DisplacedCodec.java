package dev.tutti.journal;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Event;
import dev.tutti.session.EventName;
import dev.tutti.session.MergeEvent.MergeDisplaced;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** An event that stands in another one: its name stands beside it. */
final class DisplacedCodec {
    private DisplacedCodec() {}

    static final class Writer extends ValueSerializer<MergeDisplaced> {
        @Override
        public void serialize(MergeDisplaced displaced, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("original", displaced.original().value());
            out.writeStringProperty("type", EventName.of(displaced.event()));
            out.writeName("event");
            context.writeValue(out, displaced.event());
            out.writeStringProperty("author", displaced.author().value());
            out.writeStringProperty("reason", displaced.reason());
            out.writeEndObject();
        }
    }

    static final class Reader extends ValueDeserializer<MergeDisplaced> {
        @Override
        public MergeDisplaced deserialize(JsonParser in, DeserializationContext context) {
            JsonNode json = context.readTree(in);
            Optional<Class<? extends Event>> type =
                    EventName.type(json.path("type").asString(""));
            if (type.isEmpty()) {
                throw new IllegalArgumentException("unknown event " + json.path("type"));
            }
            return new MergeDisplaced(
                    new EventId(json.path("original").asString("")),
                    context.readTreeAsValue(json.path("event"), type.get()),
                    new UserId(json.path("author").asString("")),
                    json.path("reason").asString(""));
        }
    }
}
