package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.ChannelMessages.ChannelView;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.InviteMessages.InviteView;
import dev.tutti.gateway.wire.MergeFrames.MergeDisplaced;
import dev.tutti.gateway.wire.ParticipantMessages.ParticipantView;
import dev.tutti.gateway.wire.ParticipantMessages.RoleView;
import dev.tutti.gateway.wire.ParticipantMessages.WaitingView;
import dev.tutti.gateway.wire.ParticipantMessages.YouView;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemView;
import dev.tutti.gateway.wire.SetlistMessages.SongStartView;
import dev.tutti.gateway.wire.SlotMessages.SlotAssignmentView;
import dev.tutti.gateway.wire.SlotMessages.SlotView;
import dev.tutti.gateway.wire.TempoMessages.TempoView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session: making it, listing it, changing it, and all of it at one moment. */
public interface SessionMessages {
    /** What the session is for; it decides the names of the roles. */
    enum Kind {
        REHEARSAL,
        SHIFT,
        LESSON
    }

    /** How people come in. */
    enum Admission {
        APPROVAL,
        OPEN
    }

    /** What becomes of other voices while one with priority speaks: 6 dB quieter, silent, or as they were. */
    enum Ducking {
        DUCK,
        FOCUS,
        OFF
    }

    /** The way of the voices of pages: through the hub, or straight from page to page. */
    enum VoiceWay {
        HUB,
        MESH
    }

    record CreateSessionRequest(
            @Limit(min = 1, max = 80) String name,
            Kind kind,
            @Nullable Admission admission,
            @Nullable Boolean discoverable) {}

    record CreateSessionAnswer(String sessionId, String code, SessionView session) {}

    /** A session as somebody sees it who holds a code for it. */
    record SessionBrief(String id, String name, Kind kind, Admission admission) {}

    /** A session in a list, with how many people are in it. */
    record SessionListing(String id, String name, Kind kind, int people, Admission admission) {}

    record SessionListAnswer(List<SessionListing> sessions) {}

    /** @param code only for those who may hand it on */
    record SessionView(
            String id,
            String name,
            Kind kind,
            @Nullable String code,
            Admission admission,
            boolean discoverable,
            Ducking ducking,
            int talkLimitS,
            VoiceWay voice,
            Instant startedAt) {}

    record SettingsRequest(
            @Nullable @Limit(min = 1, max = 80) String name,
            @Nullable Admission admission,
            @Nullable Boolean discoverable,
            @Nullable Ducking ducking,
            @Nullable @Limit(min = 5, max = 120) Integer talkLimitS,
            @Nullable VoiceWay voice) {}

    record SessionAnswer(SessionView session) {}

    record CodeAnswer(String code) {}

    /** Says that it is done; what changed comes as events. */
    record DoneAnswer(boolean ok) {}

    /** How a media token's room treats a muted microphone. */
    enum FloorMode {
        WS,
        MUTE
    }

    record MediaTokenRequest(@Nullable FloorMode floor) {}

    /** Where and with what a LiveKit client joins the voice of the session. */
    record MediaTokenAnswer(String url, String token, String room, String identity) {}

    /**
     * Everything that this person may see of a session at one moment. Somebody who waits sees the session's name,
     * himself and the hub, and empty lists. {@code provisional} is how many changes in it were decided without the hub and
     * wait for it; {@code displaced} what of this person's did not hold then, for hosts of anybody's. {@code slot_claims}
     * are one's own, or all for those who manage slots. {@code waiting} is there for those who may approve,
     * {@code invites} for those who manage them. On {@code /ws} it is the first frame, and comes again whenever this
     * person's view changes as a whole (let in, another role, changes without the hub): it replaces all state.
     */
    @FrameType(value = "snapshot", durable = true)
    record Snapshot(
            SessionView session,
            YouView you,
            List<RoleView> roles,
            List<ParticipantView> participants,
            @Nullable List<WaitingView> waiting,
            List<ChannelView> channels,
            List<FloorView> floor,
            @Nullable List<InviteView> invites,
            List<SlotView> slots,
            List<SlotAssignmentView> slotAssignments,
            List<SlotAssignmentView> slotClaims,
            List<SetlistItemView> setlist,
            @Nullable String currentItemId,
            @Nullable SongStartView songStart,
            HubView hub,
            @Nullable TempoView tempo,
            int provisional,
            List<MergeDisplaced> displaced)
            implements ConnectionFrames.Server {}

    /** The hub's name and version, as snapshots carry it. */
    record HubView(String name, String version) {}
}
