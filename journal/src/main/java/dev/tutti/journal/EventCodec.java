package dev.tutti.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.CueId;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CountIn;
import dev.tutti.session.CueKind;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.EventName;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.MergeEvent.MergeDisplaced;
import dev.tutti.session.Origin;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.SlotName;
import dev.tutti.session.Standing;
import dev.tutti.session.Subdivision;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.StoreException;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Translates events and states to the JSON of the log: snake_case, absent for null, fields in the order in
 * which they are declared, fields of newer versions skipped. Thread-safe.
 */
public final class EventCodec {
    private final JsonMapper mapper = builder().build();

    /** How everything of the domain is written. */
    static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .changeDefaultVisibility(visibility -> visibility
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withFieldVisibility(Visibility.ANY))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(texts());
    }

    public String encode(Event event) {
        return mapper.writeValueAsString(event);
    }

    /** Throws {@code CORRUPT} for what cannot be read; a name that is unknown was written by a newer version. */
    public Event decode(String name, String payload) {
        Optional<Class<? extends Event>> type = EventName.type(name);
        if (type.isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "The journal holds events named " + name + ". A newer Tutti wrote it: start that version.");
        }
        return read(payload, type.get());
    }

    /** A decided event as the row that it becomes. */
    public LogRow row(ProposedEvent event, long generation, long index, int ordinal) {
        return new LogRow(
                generation,
                index,
                event.sessionId(),
                event.sequence(),
                event.id(),
                event.actor(),
                event.key(),
                ordinal,
                event.commandHash(),
                event.origin() == null ? null : event.origin().text(),
                event.atMs(),
                EventName.of(event.event()),
                encode(event.event()));
    }

    /** The event of a row; throws as {@link #decode}. */
    public CommittedEvent event(LogRow row) {
        return new CommittedEvent(
                row.generation(),
                row.index(),
                row.sessionId(),
                row.sequence(),
                row.eventId(),
                row.actor(),
                row.key(),
                row.commandHash(),
                row.atMs(),
                decode(row.type(), row.payload()),
                row.origin() == null ? null : Origin.parse(row.origin()).orElse(null));
    }

    public String encode(SessionState state) {
        return mapper.writeValueAsString(state);
    }

    public SessionState decodeState(String json) {
        return read(json, SessionState.class);
    }

    String encode(SongDraft song) {
        return mapper.writeValueAsString(song);
    }

    SongDraft decodeSong(String json) {
        return read(json, SongDraft.class);
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "The journal holds a " + type.getSimpleName() + " that cannot be read.",
                    e);
        }
    }

    private static SimpleModule texts() {
        var module = new SimpleModule("tutti");
        text(module, SessionId.class, SessionId::value, SessionId::new);
        text(module, UserId.class, UserId::value, UserId::new);
        text(module, ChannelId.class, ChannelId::value, ChannelId::new);
        text(module, EventId.class, EventId::value, EventId::new);
        text(module, JoinCode.class, JoinCode::value, JoinCode::new);
        text(module, InviteCode.class, InviteCode::value, InviteCode::new);
        text(module, SessionKind.class, SessionKind::wireName, known(SessionKind::of));
        text(module, Admission.class, Admission::wireName, known(Admission::of));
        text(module, Ducking.class, Ducking::wireName, known(Ducking::of));
        text(module, VoiceWay.class, VoiceWay::wireName, known(VoiceWay::of));
        text(module, ChannelMode.class, ChannelMode::wireName, known(ChannelMode::of));
        text(module, FloorOrder.class, FloorOrder::wireName, known(FloorOrder::of));
        text(module, SongId.class, SongId::value, SongId::new);
        text(module, ItemId.class, ItemId::value, ItemId::new);
        text(module, ChartId.class, ChartId::value, ChartId::new);
        text(module, CueId.class, CueId::value, CueId::new);
        text(module, SlotName.class, SlotName::value, SlotName::new);
        text(module, TimeSignature.class, TimeSignature::wireName, known(TimeSignature::of));
        text(module, SectionKind.class, SectionKind::wireName, known(SectionKind::of));
        text(module, LineKind.class, LineKind::wireName, known(LineKind::of));
        text(module, CueKind.class, CueKind::wireName, known(CueKind::of));
        text(module, Subdivision.class, Subdivision::wireName, known(Subdivision::of));
        text(module, CountIn.class, CountIn::wireName, known(CountIn::of));
        text(module, TempoEvent.Reason.class, TempoEvent.Reason::wireName, known(TempoEvent.Reason::of));
        text(module, Standing.class, Standing::wireName, known(Standing::of));
        module.addSerializer(MergeDisplaced.class, new DisplacedCodec.Writer());
        module.addDeserializer(MergeDisplaced.class, new DisplacedCodec.Reader());
        return module;
    }

    private static <T> Function<String, T> known(Function<String, Optional<T>> of) {
        return name -> of.apply(name).orElseThrow(() -> new IllegalArgumentException("unknown name " + name));
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                return read.apply(in.getString());
            }
        });
    }
}
