package dev.tutti.journal;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.Fence;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.Invite;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionKind;
import dev.tutti.session.Settings;
import dev.tutti.session.core.EventIds;
import java.util.ArrayList;
import java.util.List;

/** One event of each type, and appends made of a number, so that a reader can tell what must be there. */
final class Samples {
    static final UserId MAYA = new UserId("maya");
    static final UserId PRIYA = new UserId("priya");
    static final Settings SETTINGS = new Settings("Sunday", Admission.APPROVAL, true, Ducking.FOCUS, 30);
    static final Channel ALL = new Channel(
            new ChannelId("all"),
            "All",
            ChannelMode.FLOOR,
            FloorOrder.PRIORITY,
            List.of("md", "musician"),
            List.of("md", "musician", "guest"),
            null);
    static final Fence FENCE = new Fence(7, 0xfedcba9876543210L, 3);

    private Samples() {}

    static List<Event> oneOfEach() {
        var invite = new InviteCode("ABCDEFGHJKMN");
        return List.of(
                new Event.SessionCreated(SessionKind.REHEARSAL, SETTINGS, new JoinCode("K7M4RT"), MAYA),
                new Event.ChannelCreated(ALL),
                new Event.ParticipantJoined(MAYA, "Maya", "md", null),
                new Event.ParticipantAsked(PRIYA, "Priya 🎤", "musician"),
                new Event.ParticipantRefused(PRIYA, MAYA),
                new Event.ParticipantAsked(PRIYA, "Priya", "musician"),
                new Event.ParticipantJoined(PRIYA, "Priya", "guest", MAYA),
                new Event.ParticipantRoleChanged(PRIYA, "musician", MAYA),
                new Event.ParticipantRenamed(PRIYA, "Priya K"),
                new Event.ParticipantLeft(PRIYA),
                new Event.InviteCreated(new Invite(invite, "musician", 1_800_000_000_000L, 2, MAYA)),
                new Event.InviteUsed(invite, PRIYA),
                new Event.ParticipantJoined(PRIYA, "Priya K", "musician", MAYA),
                new Event.InviteRevoked(invite, MAYA),
                new Event.CodeRotated(new JoinCode("ABCDEF"), MAYA),
                new Event.ChannelChanged(ALL),
                new Event.ChannelDeleted(ALL.id()),
                new Event.SettingsChanged(SETTINGS),
                new Event.FloorGranted(ALL.id(), FENCE, PRIYA, false),
                new Event.FloorReleased(ALL.id(), FENCE, PRIYA, 2_500, "talk_limit"),
                new Event.ParticipantRemoved(PRIYA, MAYA),
                new Event.SessionClosed(MAYA));
    }

    /** Append number {@code n} of a session: one to three events that only depend on the number. */
    static List<ProposedEvent> append(SessionId session, long n, long firstSequence) {
        var events = new ArrayList<ProposedEvent>();
        String key = "append-" + n;
        for (int i = 0; i <= n % 3; i++) {
            long sequence = firstSequence + i;
            Event event = sequence == 1
                    ? new Event.SessionCreated(SessionKind.SHIFT, SETTINGS, new JoinCode("K7M4RT"), MAYA)
                    : new Event.FloorReleased(ALL.id(), FENCE, MAYA, n * 10 + i, "released");
            events.add(new ProposedEvent(
                    session, sequence, EventIds.HASHED.of(session, MAYA, key, i), MAYA, key, "hash-" + n, n, event));
        }
        return events;
    }
}
