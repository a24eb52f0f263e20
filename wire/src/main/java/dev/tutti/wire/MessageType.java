package dev.tutti.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types of protocol v2: code, way to travel, and whether whoever reads one must understand it. */
public enum MessageType {
    HELLO(0x01, Way.STREAM, true, LinkMessage.Hello.class, LinkMessage.Hello::read),
    GOODBYE(0x02, Way.STREAM, false, LinkMessage.Goodbye.class, LinkMessage.Goodbye::read),
    ADMISSION_REQUEST(0x03, Way.STREAM, true, LinkMessage.AdmissionRequest.class, LinkMessage.AdmissionRequest::read),
    ADMISSION_ANSWER(0x04, Way.STREAM, true, LinkMessage.AdmissionAnswer.class, LinkMessage.AdmissionAnswer::read),
    SHARED_STATE(0x05, Way.STREAM, true, LinkMessage.SharedState.class, LinkMessage.SharedState::read),
    PROBE(0x06, Way.EITHER, false, LinkMessage.Probe.class, LinkMessage.Probe::read),
    PROBE_REPLY(0x07, Way.EITHER, false, LinkMessage.ProbeReply.class, LinkMessage.ProbeReply::read),
    NACK(0x08, Way.EITHER, false, LinkMessage.Nack.class, LinkMessage.Nack::read),
    RELAY(0x09, Way.EITHER, true, LinkMessage.Relay.class, LinkMessage.Relay::read),
    ORIGINS(0x0A, Way.STREAM, false, LinkMessage.Origins.class, LinkMessage.Origins::read),
    TOKENS_ENDED(0x0B, Way.STREAM, false, LinkMessage.TokensEnded.class, LinkMessage.TokensEnded::read),

    HEARTBEAT(0x10, Way.EITHER, false, LeaderMessage.Heartbeat.class, LeaderMessage.Heartbeat::read),
    ROLE_ANNOUNCE(0x11, Way.EITHER, true, LeaderMessage.RoleAnnounce.class, LeaderMessage.RoleAnnounce::read),
    EPOCH_ACK(0x12, Way.EITHER, true, LeaderMessage.EpochAck.class, LeaderMessage.EpochAck::read),
    HANDOVER(0x13, Way.STREAM, true, LeaderMessage.Handover.class, LeaderMessage.Handover::read),

    FLOOR_REQUEST(0x20, Way.EITHER, true, FloorSignal.Request.class, FloorSignal.Request::read),
    FLOOR_RENEW(0x21, Way.EITHER, true, FloorSignal.Renew.class, FloorSignal.Renew::read),
    FLOOR_RELEASE(0x22, Way.EITHER, true, FloorSignal.Release.class, FloorSignal.Release::read),
    FLOOR_CANCEL(0x23, Way.EITHER, true, FloorSignal.Cancel.class, FloorSignal.Cancel::read),
    FLOOR_GRANT(0x28, Way.EITHER, true, FloorSignal.Grant.class, FloorSignal.Grant::read),
    FLOOR_RENEWED(0x29, Way.EITHER, true, FloorSignal.Renewed.class, FloorSignal.Renewed::read),
    FLOOR_QUEUED(0x2A, Way.EITHER, false, FloorSignal.Queued.class, FloorSignal.Queued::read),
    FLOOR_OFFERED(0x2B, Way.EITHER, true, FloorSignal.Offered.class, FloorSignal.Offered::read),
    FLOOR_DENIED(0x2C, Way.EITHER, true, FloorSignal.Denied.class, FloorSignal.Denied::read),
    FLOOR_ENDING(0x2D, Way.EITHER, false, FloorSignal.Ending.class, FloorSignal.Ending::read),
    FLOOR_REVOKE(0x2E, Way.EITHER, true, FloorSignal.Revoke.class, FloorSignal.Revoke::read),
    FLOOR_TAKEN(0x2F, Way.EITHER, true, FloorSignal.Taken.class, FloorSignal.Taken::read),
    FLOOR_IDLE(0x30, Way.EITHER, true, FloorSignal.Idle.class, FloorSignal.Idle::read),
    FLOOR_LINE(0x31, Way.EITHER, false, FloorSignal.Line.class, FloorSignal.Line::read),

    VOICE_FRAME(0x40, Way.EITHER, false, VoiceFrame.class, VoiceFrame::read),
    RELAY_REPORT(0x41, Way.EITHER, false, VoiceMessage.RelayReport.class, VoiceMessage.RelayReport::read),
    ROOM_PRESENCE(0x42, Way.STREAM, false, VoiceMessage.RoomPresence.class, VoiceMessage.RoomPresence::read),

    ATTACH(0x48, Way.STREAM, true, ClientMessage.Attach.class, ClientMessage.Attach::read),
    ATTACHED(0x49, Way.STREAM, true, ClientMessage.Attached.class, ClientMessage.Attached::read),
    LISTEN(0x4A, Way.STREAM, true, ClientMessage.Listen.class, ClientMessage.Listen::read),
    TEXT_MESSAGE(0x4B, Way.STREAM, true, ClientMessage.TextMessage.class, ClientMessage.TextMessage::read),
    PRESENCE(0x4C, Way.STREAM, false, ClientMessage.Presence.class, ClientMessage.Presence::read),
    COMMAND(0x50, Way.STREAM, true, ClientMessage.Command.class, ClientMessage.Command::read),
    COMMAND_RESULT(0x51, Way.STREAM, true, ClientMessage.CommandResult.class, ClientMessage.CommandResult::read),
    SETTINGS_SNAPSHOT(
            0x52, Way.STREAM, true, ClientMessage.SettingsSnapshot.class, ClientMessage.SettingsSnapshot::read),
    SETTINGS_ACK(0x53, Way.STREAM, false, ClientMessage.SettingsAck.class, ClientMessage.SettingsAck::read),

    SONGS_KNOWN(0x58, Way.STREAM, false, SongMessage.Known.class, SongMessage.Known::read),
    SONGS_WANTED(0x59, Way.STREAM, false, SongMessage.Wanted.class, SongMessage.Wanted::read),
    SONG_COPY(0x5A, Way.STREAM, false, SongMessage.Copy.class, SongMessage.Copy::read),

    LOG_APPEND(0x60, Way.STREAM, true, LogMessage.Append.class, LogMessage.Append::read),
    LOG_ACK(0x61, Way.STREAM, true, LogMessage.Ack.class, LogMessage.Ack::read),
    LOG_SNAPSHOT(0x62, Way.STREAM, true, LogMessage.Snapshot.class, LogMessage.Snapshot::read),
    BRANCH_COPY(0x68, Way.STREAM, true, BranchMessage.Copy.class, BranchMessage.Copy::read),
    BRANCH_ACK(0x69, Way.STREAM, true, BranchMessage.Ack.class, BranchMessage.Ack::read),
    BRANCH_OFFER(0x6A, Way.STREAM, true, BranchMessage.Offer.class, BranchMessage.Offer::read),
    BRANCH_PULL(0x6B, Way.STREAM, true, BranchMessage.Pull.class, BranchMessage.Pull::read),
    BRANCH_MERGED(0x6C, Way.STREAM, true, BranchMessage.Merged.class, BranchMessage.Merged::read);

    /** How a message may travel. */
    public enum Way {
        /** On the reliable connection only. */
        STREAM,
        /** In a sealed datagram, too: it may then be lost, doubled or late. */
        EITHER
    }

    private static final @Nullable MessageType[] BY_CODE = new @Nullable MessageType[256];
    private static final Map<Class<?>, MessageType> BY_CLASS = new HashMap<>();

    static {
        for (MessageType type : values()) {
            BY_CODE[type.code] = type;
            BY_CLASS.put(type.message, type);
        }
    }

    private final int code;
    private final Way way;
    private final boolean critical;
    private final Class<? extends Message> message;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods
    private final Function<PayloadReader, ? extends Message> reader;

    <M extends Message> MessageType(
            int code, Way way, boolean critical, Class<M> message, Function<PayloadReader, M> reader) {
        this.code = code;
        this.way = way;
        this.critical = critical;
        this.message = message;
        this.reader = reader;
    }

    /** The type of that code, or null when this version has none. */
    public static @Nullable MessageType of(int code) {
        return BY_CODE[code & 0xFF];
    }

    static MessageType of(Message message) {
        MessageType type = BY_CLASS.get(message.getClass());
        if (type == null) {
            throw new IllegalStateException(message.getClass() + " has no type");
        }
        return type;
    }

    public int code() {
        return code;
    }

    public Way way() {
        return way;
    }

    /** Whether a reader that does not know it must say so, instead of passing over it. */
    public boolean critical() {
        return critical;
    }

    /** The record that carries it. */
    public Class<? extends Message> message() {
        return message;
    }

    Message read(PayloadReader in) {
        return reader.apply(in);
    }
}
