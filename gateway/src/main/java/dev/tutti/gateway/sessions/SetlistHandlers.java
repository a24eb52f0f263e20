package dev.tutti.gateway.sessions;

import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.ChartMessages.ChartAnswer;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SetlistMessages.CurrentSongAnswer;
import dev.tutti.gateway.wire.SetlistMessages.CurrentSongRequest;
import dev.tutti.gateway.wire.SetlistMessages.OverrideField;
import dev.tutti.gateway.wire.SetlistMessages.SetlistInsertRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemAnswer;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemPatch;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistMoveRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistStep;
import dev.tutti.session.Capability;
import dev.tutti.session.Event;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongLibrary;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The songs of a session: put in order, changed, played; songs come from the library. */
public final class SetlistHandlers {
    /** The URL names the content. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final Commands commands;
    private final SongLibrary library;

    public SetlistHandlers(Sessions sessions, SongLibrary library) {
        this.commands = new Commands(sessions);
        this.library = library;
    }

    public Reply replace(Call call) {
        managed(call);
        var items = new ArrayList<PlannedItem>();
        for (SetlistItemRequest item : call.body(SetlistRequest.class).items()) {
            items.add(planned(item));
        }
        SessionState state =
                commands.run(call, new SetlistCommand.ReplaceSetlist(items)).state();
        return Reply.ok(RehearsalViews.answer(state.setlist()));
    }

    private PlannedItem planned(SetlistItemRequest item) {
        var overrides = new ItemOverrides(
                item.key(),
                item.bpm(),
                WireEnums.toOrNull(TimeSignature.class, item.timeSignature()),
                leader(item.leaderUserId()),
                item.note());
        String itemId = item.itemId();
        String songId = item.songId();
        if (itemId != null) {
            return new PlannedItem.Kept(itemId(itemId), overrides);
        }
        if (songId == null) {
            throw ApiErrors.invalid("items", "Each entry has an item_id or a song_id.");
        }
        return new PlannedItem.Added(song(songId), overrides);
    }

    public Reply insert(Call call) {
        managed(call);
        SetlistInsertRequest request = call.body(SetlistInsertRequest.class);
        Commands.Done done = commands.run(
                call, new SetlistCommand.InsertSong(song(request.songId()), itemIdOrNull(request.afterItemId())));
        ItemId id = done.events().stream()
                .filter(SetlistEvent.SetlistItemAdded.class::isInstance)
                .map(event -> ((SetlistEvent.SetlistItemAdded) event).item().id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no song was added"));
        return Reply.created(answer(done.state(), id));
    }

    public Reply change(Call call) {
        managed(call);
        ItemId id = itemId(call.path("itemId"));
        SetlistItemPatch request = call.body(SetlistItemPatch.class);
        var patch = new SetlistCommand.ItemPatch(
                request.key(),
                request.bpm(),
                WireEnums.toOrNull(TimeSignature.class, request.timeSignature()),
                leader(request.leaderUserId()),
                request.note(),
                fields(request.clear()));
        Song newest = Boolean.TRUE.equals(request.reload()) ? newest(call, id) : null;
        Commands.Done done = commands.run(call, new SetlistCommand.ChangeItem(id, patch, newest));
        return Reply.ok(answer(done.state(), id));
    }

    private Song newest(Call call, ItemId id) {
        SetlistItem item = commands.session(call).state().setlist().find(id).orElseThrow(SetlistHandlers::unknown);
        return song(item.songId().value());
    }

    private static Set<SetlistCommand.Field> fields(@Nullable List<OverrideField> clear) {
        return clear == null
                ? Set.of()
                : clear.stream().map(SetlistHandlers::field).collect(Collectors.toSet());
    }

    private static SetlistCommand.Field field(OverrideField field) {
        return switch (field) {
            case KEY -> SetlistCommand.Field.KEY;
            case BPM -> SetlistCommand.Field.BPM;
            case TIME_SIGNATURE -> SetlistCommand.Field.TIME_SIGNATURE;
            case LEADER_USER_ID -> SetlistCommand.Field.LEADER;
            case NOTE -> SetlistCommand.Field.NOTE;
        };
    }

    public Reply move(Call call) {
        managed(call);
        ItemId after = itemIdOrNull(call.body(SetlistMoveRequest.class).afterItemId());
        commands.run(call, new SetlistCommand.MoveItem(itemId(call.path("itemId")), after));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply remove(Call call) {
        managed(call);
        commands.run(call, new SetlistCommand.RemoveItem(itemId(call.path("itemId"))));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply restore(Call call) {
        managed(call);
        ItemId id = itemId(call.path("itemId"));
        return Reply.ok(
                answer(commands.run(call, new SetlistCommand.RestoreItem(id)).state(), id));
    }

    /** For whoever is in the session. */
    public Reply setlist(Call call) {
        return Reply.ok(RehearsalViews.answer(commands.inside(call).setlist()));
    }

    public Reply current(Call call) {
        managed(call);
        CurrentSongRequest request = call.body(CurrentSongRequest.class);
        String itemId = request.itemId();
        SetlistStep step = request.step();
        if ((itemId == null) == (step == null)) {
            throw ApiErrors.invalid("item_id", "Say which song, or a step: one of the two.");
        }
        SetlistCommand command = itemId != null
                ? new SetlistCommand.SelectItem(itemId(itemId))
                : new SetlistCommand.StepSong(step == SetlistStep.NEXT);
        List<Event> events = commands.run(call, command).events();
        String now = events.stream()
                .filter(SetlistEvent.SongSelected.class::isInstance)
                .map(event -> ((SetlistEvent.SongSelected) event).itemId().value())
                .findFirst()
                .orElse(itemId);
        return Reply.ok(new CurrentSongAnswer(now));
    }

    /** Whoever is in the session; the same id always has the same content. */
    public Reply chart(Call call) {
        SessionState state = commands.inside(call);
        return Optional.of(call.path("chartId"))
                .filter(ChartId::isValid)
                .flatMap(id -> state.setlist().chart(new ChartId(id)))
                .map(chart ->
                        new Reply.Json(200, new ChartAnswer(SongViews.chart(chart)), Map.of("Cache-Control", FOR_EVER)))
                .orElseThrow(
                        () -> new ApiError(404, "CHART_UNKNOWN", "No song of this setlist has this chart any more."));
    }

    /** The library is not read for somebody who may change nothing anyway; the session decides again by itself. */
    private void managed(Call call) {
        SessionState state = commands.session(call).state();
        UserId caller = call.caller().userId();
        if (state.isEnded()) {
            throw Refusals.of(Rejections.sessionClosed());
        }
        if (!state.may(caller, Capability.SETLIST_MANAGE)) {
            throw Refusals.of(Rejections.notAllowed(state, caller, Capability.SETLIST_MANAGE));
        }
    }

    private Song song(String id) {
        return SongHandlers.song(library, id);
    }

    private static SetlistItemAnswer answer(SessionState state, ItemId id) {
        return new SetlistItemAnswer(
                RehearsalViews.item(state.setlist().find(id).orElseThrow(SetlistHandlers::unknown)));
    }

    private static @Nullable ItemId itemIdOrNull(@Nullable String id) {
        return id == null ? null : itemId(id);
    }

    private static ItemId itemId(String id) {
        if (!ItemId.isValid(id)) {
            throw unknown();
        }
        return new ItemId(id);
    }

    private static @Nullable UserId leader(@Nullable String id) {
        if (id == null) {
            return null;
        }
        if (!UserId.isValid(id)) {
            throw ApiErrors.invalid("leader_user_id", "leader_user_id is not an id.");
        }
        return new UserId(id);
    }

    private static ApiError unknown() {
        return new ApiError(404, "ITEM_UNKNOWN", "This song is not in the setlist any more. Look at it again.");
    }
}
