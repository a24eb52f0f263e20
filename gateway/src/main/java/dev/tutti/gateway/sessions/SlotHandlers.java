package dev.tutti.gateway.sessions;

import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SlotMessages.SlotAnswer;
import dev.tutti.gateway.wire.SlotMessages.SlotAssignRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotClaimAnswer;
import dev.tutti.gateway.wire.SlotMessages.SlotPlaceRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotScope;
import dev.tutti.session.SessionState;
import dev.tutti.session.Slot;
import dev.tutti.session.SlotCommand;
import dev.tutti.session.SlotName;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.core.Sessions;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Places: filled, freed, asked for, made, removed. */
public final class SlotHandlers {
    private final Commands commands;

    public SlotHandlers(Sessions sessions) {
        this.commands = new Commands(sessions);
    }

    public Reply assign(Call call) {
        SlotAssignRequest request = call.body(SlotAssignRequest.class);
        SlotPlace place = place(request.slotName(), request.scope(), request.songId());
        commands.run(call, new SlotCommand.AssignSlot(user(request.userId()), place));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply release(Call call) {
        commands.run(call, new SlotCommand.ReleaseSlot(place(call.body(SlotPlaceRequest.class))));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply claim(Call call) {
        SlotPlace place = place(call.body(SlotPlaceRequest.class));
        SessionState state =
                commands.run(call, new SlotCommand.ClaimSlot(place)).state();
        UserId you = call.caller().userId();
        return Reply.ok(new SlotClaimAnswer(
                state.slots().occupant(place).filter(you::equals).isPresent()));
    }

    public Reply refuse(Call call) {
        SlotAssignRequest request = call.body(SlotAssignRequest.class);
        SlotPlace place = place(request.slotName(), request.scope(), request.songId());
        commands.run(call, new SlotCommand.RefuseClaim(user(request.userId()), place));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply define(Call call) {
        SlotRequest request = call.body(SlotRequest.class);
        String given = request.name();
        SlotName name = given == null ? named(request.label()) : name(given);
        SessionState state = commands.run(call, new SlotCommand.DefineSlot(name, request.label()))
                .state();
        Slot slot = state.slots().find(name).orElseThrow(SlotHandlers::unknown);
        return Reply.created(new SlotAnswer(RehearsalViews.slot(state.slots(), slot)));
    }

    public Reply remove(Call call) {
        commands.session(call);
        SlotName name = SlotName.read(call.path("slotName")).orElseThrow(SlotHandlers::unknown);
        commands.run(call, new SlotCommand.RemoveSlot(name));
        return Reply.ok(new DoneAnswer(true));
    }

    private static SlotPlace place(SlotPlaceRequest request) {
        return place(request.slotName(), request.scope(), request.songId());
    }

    private static SlotPlace place(String slotName, @Nullable SlotScope scope, @Nullable String songId) {
        boolean forSong = scope == SlotScope.SONG;
        if (forSong != (songId != null)) {
            throw ApiErrors.invalid("song_id", "The scope song goes with a song_id, and only that.");
        }
        return new SlotPlace(name(slotName), songId == null ? null : song(songId));
    }

    private static SongId song(String id) {
        if (!SongId.isValid(id)) {
            throw ApiErrors.invalid("song_id", "song_id is not an id.");
        }
        return new SongId(id);
    }

    private static UserId user(String id) {
        if (!UserId.isValid(id)) {
            throw ApiErrors.invalid("user_id", "user_id is not an id.");
        }
        return new UserId(id);
    }

    private static SlotName name(String text) {
        return SlotName.read(text)
                .orElseThrow(() -> ApiErrors.invalid(
                        "slot_name", "A slot's name has lower-case letters and digits, words joined by '_'."));
    }

    /** {@code Camera 2} is {@code camera_2}; a label without Latin letters gets a name that follows from it. */
    static SlotName named(String label) {
        String plain = Normalizer.normalize(label, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[_0-9]+|_+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), SlotName.MAX_LENGTH))
                .replaceAll("_+$", "");
        String hashed = "slot_" + new Sha256().text(label).hex(4);
        return SlotName.read(cut).orElseGet(() -> new SlotName(hashed));
    }

    private static ApiError unknown() {
        return new ApiError(404, "SLOT_UNKNOWN", "This session has no such slot. It may have been removed.");
    }
}
