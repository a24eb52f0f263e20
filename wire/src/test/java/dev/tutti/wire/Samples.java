package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The message of each type whose bytes are kept in the repository. */
final class Samples {
    static final SessionId SESSION = new SessionId("0192f3c4-5d6e-7f80-9102-a3b4c5d6e7f8");
    static final ChannelId BAND = new ChannelId("band");
    static final UserId NOOR = new UserId("noor");
    static final UserId PRIYA = new UserId("priya");
    static final NodeId HUB = NodeId.of(bytes(NodeId.BYTES, 0x10));
    static final Envelope ENVELOPE =
            new Envelope(SessionTag.of(SESSION), NodeTag.of(HUB), 4_000_000_001L, 86_400_000_123L);
    static final Epoch EPOCH = new Epoch(7, HUB.tag());
    static final Fence FENCE = EPOCH.fence(3);
    static final RequestId REQUEST = new RequestId(0x0B00_7000_0000_0001L, 42);

    private static final Rank RANK = new Rank(true, Rank.HUB, 8_004, 1_790_000_000_000L, HUB);
    private static final NodeTag PEER = new NodeTag(0xFEDC_BA98_7654_3210L);
    private static final ChannelTag CHANNEL = ChannelTag.of(SESSION, BAND);
    private static final ClockStamp CLOCK = new ClockStamp(86_400_000_000L, 5_400_000_000L);
    private static final TempoAnchor ANCHOR =
            new TempoAnchor(SessionTag.of(SESSION), 12, 65, 5_401_000_000L, 9_250, 6, 8);
    private static final LogPosition PLACE = new LogPosition(1, 2_047);
    private static final Octets CHAIN = Octets.of(bytes(LogMessage.CHAIN, 0x80));
    private static final HeldLease HELD = new HeldLease(BAND, FENCE, NOOR, 1_200);
    private static final PendingRequest PENDING = new PendingRequest(BAND, PRIYA, REQUEST, 2, 850, true, false);
    private static final ClientMessage.Command COMMAND =
            new ClientMessage.Command(SESSION, NOOR, "key-1", "slot.assign", "{\"slot\":\"drums\"}", "req-1");
    private static final SongVersion MOLLY =
            new SongVersion(new SongId("molly"), 1_790_000_000_000L, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    private static final BranchPoint POINT = new BranchPoint(EPOCH, 9);
    private static final BranchHead HEAD =
            new BranchHead(POINT, PLACE, Optional.of(new BranchPoint(new Epoch(6, PEER.value()), 4)));

    private Samples() {}

    /** A switch without a default: a type without a sample does not compile. */
    static Message of(MessageType type) {
        return switch (type) {
            case HELLO, GOODBYE, PROBE, PROBE_REPLY, NACK, RELAY -> link(type);
            case ADMISSION_REQUEST, ADMISSION_ANSWER, SHARED_STATE, ORIGINS, TOKENS_ENDED -> admission(type);
            case HEARTBEAT, ROLE_ANNOUNCE, EPOCH_ACK, HANDOVER -> leader(type);
            case FLOOR_REQUEST, FLOOR_RENEW, FLOOR_RELEASE, FLOOR_CANCEL -> asked(type);
            case FLOOR_GRANT,
                    FLOOR_RENEWED,
                    FLOOR_QUEUED,
                    FLOOR_OFFERED,
                    FLOOR_DENIED,
                    FLOOR_ENDING,
                    FLOOR_REVOKE,
                    FLOOR_TAKEN,
                    FLOOR_IDLE,
                    FLOOR_LINE -> decided(type);
            case VOICE_FRAME ->
                new VoiceFrame(
                        CHANNEL,
                        FENCE,
                        TalkerTag.of(SESSION, NOOR),
                        4_294_967_295L,
                        2_880_000,
                        30,
                        VoiceFrame.FIRST | VoiceFrame.PRE_ROLL,
                        Octets.of(bytes(60, 0x40)));
            case RELAY_REPORT -> new VoiceMessage.RelayReport(REQUEST.bootId(), 1_000, PEER, 2, 12_500, 375, 61);
            case ROOM_PRESENCE ->
                new VoiceMessage.RoomPresence(
                        REQUEST.bootId(),
                        "session:evensong",
                        NOOR.value(),
                        "PA_7kQ2",
                        true,
                        false,
                        Octets.of(bytes(40, 0x10)));
            case ATTACH,
                    ATTACHED,
                    LISTEN,
                    TEXT_MESSAGE,
                    PRESENCE,
                    COMMAND,
                    COMMAND_RESULT,
                    SETTINGS_SNAPSHOT,
                    SETTINGS_ACK -> client(type);
            case SONGS_KNOWN, SONGS_WANTED, SONG_COPY -> songs(type);
            case LOG_APPEND, LOG_ACK, LOG_SNAPSHOT -> log(type);
            case BRANCH_COPY, BRANCH_ACK, BRANCH_OFFER, BRANCH_PULL, BRANCH_MERGED -> branch(type);
        };
    }

    private static Message link(MessageType type) {
        return switch (type) {
            case HELLO ->
                new LinkMessage.Hello(
                        0x20,
                        0x20,
                        RANK,
                        "Proberaum",
                        REQUEST.bootId(),
                        7_881,
                        77,
                        EPOCH,
                        new LogState(1, 2_040, 2_047),
                        Optional.of(CLOCK),
                        List.of(new ChannelFence(CHANNEL, FENCE)),
                        Timing.FRUGAL);
            case GOODBYE -> new LinkMessage.Goodbye(GoodbyeReason.SHUTDOWN);
            case PROBE -> new LinkMessage.Probe(0x1122_3344_5566_7788L, PEER, 1, 86_400_000_100L);
            case PROBE_REPLY ->
                new LinkMessage.ProbeReply(
                        0x1122_3344_5566_7788L,
                        PEER,
                        2,
                        REQUEST.bootId(),
                        LeaderState.LEADING,
                        EPOCH,
                        86_400_000_100L,
                        5_000_000L,
                        Optional.of(CLOCK));
            case NACK ->
                new LinkMessage.Nack(
                        NackReason.STALE,
                        MessageType.FLOOR_GRANT.code(),
                        4_000_000_000L,
                        CHANNEL,
                        FENCE,
                        PLACE,
                        "a higher fence was seen");
            case RELAY -> new LinkMessage.Relay(PEER, 2, Octets.of(bytes(41, 4)));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message admission(MessageType type) {
        return switch (type) {
            case ADMISSION_REQUEST ->
                new LinkMessage.AdmissionRequest(Octets.NONE, true, 8_443, Octets.of(bytes(32, 1)), "Bühne");
            case ADMISSION_ANSWER ->
                new LinkMessage.AdmissionAnswer(
                        AdmissionVerdict.WAITING,
                        "operator",
                        Octets.of(bytes(16, 9)),
                        "An operator has been asked.",
                        Octets.of(bytes(32, 2)));
            case SHARED_STATE -> new LinkMessage.SharedState(Octets.of(bytes(48, 3)));
            case ORIGINS -> new LinkMessage.Origins(List.of("https://192.168.7.20:8443", "https://[fd00::20]:8443"));
            case TOKENS_ENDED ->
                new LinkMessage.TokensEnded(List.of(new EndedTokens("noor_AAECAwQFBgcICQoL", 1_792_592_000_000L)));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message leader(MessageType type) {
        return switch (type) {
            case HEARTBEAT ->
                new LeaderMessage.Heartbeat(
                        REQUEST.bootId(),
                        1_000,
                        EPOCH,
                        LeaderState.LEADING,
                        true,
                        RANK,
                        List.of(new Peering(PEER, 840, 5)),
                        List.of(new ChannelFence(CHANNEL, FENCE)),
                        new LogState(1, 2_040, 2_047),
                        NodeTag.of(HUB),
                        Optional.of(CLOCK),
                        List.of(ANCHOR));
            case ROLE_ANNOUNCE -> new LeaderMessage.RoleAnnounce(REQUEST.bootId(), EPOCH, RANK, AnnounceReason.RAISE);
            case EPOCH_ACK ->
                new LeaderMessage.EpochAck(
                        REQUEST.bootId(), EPOCH, 86_400_000_000_000L, List.of(HELD), List.of(PENDING));
            case HANDOVER ->
                new LeaderMessage.Handover(
                        PEER, EPOCH, List.of(HELD), List.of(PENDING), Optional.of(CLOCK), Optional.of(ANCHOR));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message asked(MessageType type) {
        return switch (type) {
            case FLOOR_REQUEST -> new FloorSignal.Request(BAND, NOOR, REQUEST, -5, true, false);
            case FLOOR_RENEW -> new FloorSignal.Renew(BAND, FENCE, 86_400_000_000_000L);
            case FLOOR_RELEASE -> new FloorSignal.Release(BAND, FENCE);
            case FLOOR_CANCEL -> new FloorSignal.Cancel(BAND, NOOR, REQUEST);
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message decided(MessageType type) {
        return switch (type) {
            case FLOOR_GRANT -> new FloorSignal.Grant(BAND, NOOR, REQUEST, FENCE, -5, 1_500, 10_000, true, false);
            case FLOOR_RENEWED -> new FloorSignal.Renewed(BAND, FENCE, 86_400_000_000_000L);
            case FLOOR_QUEUED -> new FloorSignal.Queued(BAND, PRIYA, REQUEST, EPOCH, 2, 3, 7_500);
            case FLOOR_OFFERED -> new FloorSignal.Offered(BAND, PRIYA, REQUEST, EPOCH, 4_000);
            case FLOOR_DENIED -> new FloorSignal.Denied(BAND, PRIYA, REQUEST, EPOCH, "queue_full");
            case FLOOR_ENDING -> new FloorSignal.Ending(BAND, NOOR, FENCE, 2_000);
            case FLOOR_REVOKE -> new FloorSignal.Revoke(BAND, NOOR, FENCE, "preempted", Optional.of(PRIYA));
            case FLOOR_TAKEN -> new FloorSignal.Taken(BAND, FENCE, NOOR, false, true);
            case FLOOR_IDLE -> new FloorSignal.Idle(BAND, FENCE, NOOR, 4_321, "released");
            case FLOOR_LINE -> new FloorSignal.Line(BAND, EPOCH, List.of(PRIYA, NOOR));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message client(MessageType type) {
        return switch (type) {
            case ATTACH -> new ClientMessage.Attach(0x20, 0x20, SESSION, "eyJhbGciOi.J9.c2ln", "Handset 4", 5);
            case ATTACHED ->
                new ClientMessage.Attached(0x20, NOOR, 6, List.of(BAND), List.of(new ChannelFence(CHANNEL, FENCE)));
            case LISTEN -> new ClientMessage.Listen(List.of(BAND, new ChannelId("crew")));
            case TEXT_MESSAGE ->
                new ClientMessage.TextMessage("key-2", NOOR, Optional.of(BAND), 1_790_000_060_000L, "Da capo 🎵");
            case PRESENCE ->
                new ClientMessage.Presence(true, List.of(new PersonPresence(SESSION, NOOR, PresenceState.AWAY)));
            case COMMAND -> COMMAND;
            case COMMAND_RESULT ->
                new ClientMessage.CommandResult(
                        SESSION, NOOR, "key-1", Outcome.PROVISIONAL, List.of(new EventId("e1f2")), "AQID", 2, "", "");
            case SETTINGS_SNAPSHOT -> new ClientMessage.SettingsSnapshot(PLACE, "{\"talk_limit_s\":10}");
            case SETTINGS_ACK -> new ClientMessage.SettingsAck(PLACE, false, "no such codec here");
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message songs(MessageType type) {
        return switch (type) {
            case SONGS_KNOWN -> new SongMessage.Known(List.of(MOLLY, new SongVersion(new SongId("gone"), 5, "")));
            case SONGS_WANTED -> new SongMessage.Wanted(List.of(MOLLY.songId()));
            case SONG_COPY -> new SongMessage.Copy(MOLLY, "{\"title\":\"Molly Malone\"}");
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static Message log(MessageType type) {
        return switch (type) {
            case LOG_APPEND -> new LogMessage.Append(1, PLACE, CHAIN, 2_040, List.of(entry()));
            case LOG_ACK -> new LogMessage.Ack(1, PLACE, CHAIN);
            case LOG_SNAPSHOT ->
                new LogMessage.Snapshot(PLACE, CHAIN, 1, 3, Octets.of("part".getBytes(StandardCharsets.UTF_8)));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static LogEntry entry() {
        return new LogEntry(
                new LogPosition(1, 2_048),
                SESSION,
                31,
                new EventId("e1f2"),
                NOOR,
                "key-1",
                0,
                "9f86d081884c7d65",
                "",
                1_790_000_060_000L,
                "slot.assigned",
                "{\"slot\":\"drums\"}");
    }

    private static Message branch(MessageType type) {
        return switch (type) {
            case BRANCH_COPY ->
                new BranchMessage.Copy(
                        HEAD,
                        List.of(new BranchRecord(
                                9,
                                COMMAND,
                                31,
                                List.of(new BranchEvent(
                                        new EventId("e1f2"), "slot.assigned", "{\"user_id\":\"noor\"}")),
                                5_400_000_000L,
                                1_790_000_060_000L,
                                Octets.of(bytes(BranchRecord.MAX_SIGNATURE, 5)))));
            case BRANCH_ACK -> new BranchMessage.Ack(POINT);
            case BRANCH_OFFER -> new BranchMessage.Offer(List.of(HEAD, new BranchHead(POINT, PLACE, Optional.empty())));
            case BRANCH_PULL -> new BranchMessage.Pull(POINT, 256);
            case BRANCH_MERGED -> new BranchMessage.Merged(POINT, PLACE);
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    /** Counts upwards from a first byte. */
    static byte[] bytes(int length, int first) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
