package dev.tutti.journal;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.CueId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.CountIn;
import dev.tutti.session.CueEvent;
import dev.tutti.session.CueKind;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.Invite;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.KeptChart;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.Pulse;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.Settings;
import dev.tutti.session.Slot;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import dev.tutti.session.SongStart;
import dev.tutti.session.Subdivision;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.TempoPlan;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.core.EventIds;
import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongCard;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of each type, and appends made of a number, so that a reader can tell what must be there. */
final class Samples {
    static final UserId MAYA = new UserId("maya");
    static final UserId PRIYA = new UserId("priya");
    static final Settings SETTINGS = new Settings("Sunday", Admission.APPROVAL, true, Ducking.FOCUS, 30, VoiceWay.MESH);
    static final Channel ALL = new Channel(
            new ChannelId("all"),
            "All",
            ChannelMode.FLOOR,
            FloorOrder.PRIORITY,
            List.of("md", "musician"),
            List.of("md", "musician", "guest"),
            null);
    static final SongId SONG = new SongId("molly");
    static final Chart CHART = new Chart(
            List.of(new Section(
                    "v1",
                    SectionKind.VERSE,
                    "Verse 1",
                    List.of(
                            new Line(
                                    LineKind.LYRICS,
                                    List.of(new Part("F", "In Dublin's "), new Part(null, "fair city"))),
                            new Line(LineKind.TAB, List.of(new Part(null, "e|--1--|")))))),
            "F");
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

    /** Of a session that goes on where {@link #oneOfEach} is in the middle: what a band does. */
    static List<Event> rehearsal() {
        var camera = new SlotName("camera_2");
        var drums = new SlotName("drums");
        var first = new ItemId("i1");
        var second = new ItemId("i2");
        return List.of(
                new SlotEvent.SlotDefined(new Slot(camera, "Camera 2"), MAYA),
                new SetlistEvent.SetlistReplaced(
                        List.of(item(first, ItemOverrides.NONE)), List.of(KeptChart.of(CHART)), MAYA),
                new SetlistEvent.SetlistItemAdded(item(second, ItemOverrides.NONE), first, List.of(), MAYA),
                new SetlistEvent.SetlistItemChanged(
                        item(second, new ItemOverrides("A", 72.5, TimeSignature.SIX_EIGHT, PRIYA, "Slowly")),
                        List.of(),
                        MAYA),
                new SetlistEvent.SetlistItemMoved(second, null, MAYA),
                new SetlistEvent.SongSelected(
                        second, MAYA, new SongStart(1_800_000_000_500_000L, 8, 1_800_000_015_500_000L)),
                new SlotEvent.SlotClaimed(drums, null, PRIYA),
                new SlotEvent.SlotClaimEnded(drums, null, PRIYA, MAYA),
                new SlotEvent.SlotAssigned(drums, SONG, PRIYA, MAYA),
                new SlotEvent.SlotAssigned(camera, null, MAYA, MAYA),
                new CueEvent.CueSent(new CueId("c1"), CueKind.VAMP, "Twice", MAYA, 12L, 3_000.25));
    }

    /** By which what {@link #rehearsal} made goes again. */
    static List<Event> afterwards() {
        var camera = new SlotName("camera_2");
        return List.of(
                new SlotEvent.SlotReleased(camera, null, MAYA, MAYA),
                new SlotEvent.SlotRemoved(camera, MAYA),
                new SetlistEvent.SetlistItemRemoved(new ItemId("i2"), MAYA),
                new SetlistEvent.SetlistItemRestored(
                        item(new ItemId("i2"), ItemOverrides.NONE),
                        new ItemId("i1"),
                        List.of(),
                        true,
                        new SongStart(1_800_000_000_500_000L, 8, 1_800_000_015_500_000L),
                        MAYA));
    }

    private static SetlistItem item(ItemId id, ItemOverrides overrides) {
        var song = new SongCard("Molly Malone", "Trad.", "F", 96.0, TimeSignature.THREE_FOUR, 180, "Softly");
        return new SetlistItem(id, SONG, song, CHART.id(), overrides);
    }

    /** Of the same session: what whoever leads the click does. */
    static List<Event> tempo() {
        return List.of(
                new TempoEvent.TempoChanged(plan(1, null), MAYA),
                new TempoEvent.TempoStarted(plan(2, run(null)), MAYA),
                new TempoEvent.TempoHandoffPlanned(new Tempo.Handoff(PRIYA, 12), MAYA),
                new TempoEvent.TempoHandedOver(PRIYA, PRIYA),
                new TempoEvent.TempoStopped(plan(3, run(new TempoRun.End(9, 1_800_000_020_000_000L))), PRIYA),
                new TempoEvent.TempoChangeUndone(plan(4, run(null)), PRIYA),
                new TempoEvent.TempoAuthorityLost(PRIYA, TempoEvent.Reason.GONE));
    }

    private static TempoPlan plan(long revision, @Nullable TempoRun run) {
        return new TempoPlan(revision, 1_800_000_000_000_000L, pulse(9_240), run);
    }

    private static Pulse pulse(int bpmHundredths) {
        return new Pulse(bpmHundredths, TimeSignature.SIX_EIGHT, Subdivision.EIGHTHS, List.of(3, 2));
    }

    private static TempoRun run(TempoRun.@Nullable End end) {
        return new TempoRun(
                1_800_000_000_500_000L,
                1,
                new TempoRun.CountingIn(2, CountIn.VOICE),
                new TempoSegment(pulse(7_200), 1, 1_800_000_003_833_333L, 1_800_000_000_500_000L),
                new TempoSegment(pulse(9_240), 8, 1_800_000_015_500_000L, 1_800_000_015_500_000L),
                end);
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
