package dev.tutti.media.room;

import java.util.List;
import livekit.LivekitModels.Codec;
import livekit.LivekitModels.ServerInfo;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.SignalResponse;

/** The first message of a signalling connection. */
final class JoinAnswers {
    static final List<Codec> CODECS = List.of(
            Codec.newBuilder().setMime("audio/opus").build(),
            Codec.newBuilder().setMime("audio/red").build());

    /** How often a client pings, and how long it waits for an answer. */
    static final int PING_INTERVAL_S = 5;

    static final int PING_TIMEOUT_S = 15;

    /** The release of LiveKit's server whose signalling we speak: clients choose features by it. */
    private static final String VERSION = "1.9.0";

    private static final int PROTOCOL = 16;

    private JoinAnswers() {}

    @SuppressWarnings("deprecation") // older SDKs read the version from the old field
    static SignalResponse join(Room room, Participant participant) {
        var others = room.visibleTo(participant).stream()
                .filter(info -> !info.getSid().equals(participant.sid()))
                .toList();
        return SignalResponse.newBuilder()
                .setJoin(JoinResponse.newBuilder()
                        .setRoom(room.info())
                        .setParticipant(participant.info())
                        .addAllOtherParticipants(others)
                        .setServerVersion(VERSION)
                        .setSubscriberPrimary(participant.spec().dual())
                        .setPingInterval(PING_INTERVAL_S)
                        .setPingTimeout(PING_TIMEOUT_S)
                        .setServerInfo(server(room))
                        .addAllEnabledPublishCodecs(CODECS)
                        .setFastPublish(participant.permission().getCanPublish()))
                .build();
    }

    static SignalResponse reconnect(Room room) {
        return SignalResponse.newBuilder()
                .setReconnect(ReconnectResponse.newBuilder().setServerInfo(server(room)))
                .build();
    }

    private static ServerInfo server(Room room) {
        return ServerInfo.newBuilder()
                .setEdition(ServerInfo.Edition.Standard)
                .setVersion(VERSION)
                .setProtocol(PROTOCOL)
                .setNodeId(room.context().nodeId())
                .build();
    }
}
