package dev.tutti.media.room;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.SignalResponse;

/** Somebody who is attached to another node; owned by the room's thread. */
final class RemoteParticipant implements Publisher {
    private final String node;
    private final String room;
    private final Map<String, PublishedTrack> tracks = new LinkedHashMap<>();
    private ParticipantInfo info;

    RemoteParticipant(String node, String room, ParticipantInfo info) {
        this.node = node;
        this.room = room;
        this.info = info;
    }

    String node() {
        return node;
    }

    Map<String, PublishedTrack> tracks() {
        return tracks;
    }

    void info(ParticipantInfo next) {
        info = next;
    }

    @Override
    public String sid() {
        return info.getSid();
    }

    @Override
    public String identity() {
        return info.getIdentity();
    }

    @Override
    public String roomName() {
        return room;
    }

    @Override
    public boolean hidden() {
        return false;
    }

    @Override
    public Collection<PublishedTrack> publications() {
        return tracks.values();
    }

    @Override
    public ParticipantInfo info() {
        return info;
    }

    ParticipantInfo disconnected(DisconnectReason reason) {
        return info.toBuilder()
                .setState(ParticipantInfo.State.DISCONNECTED)
                .setDisconnectReason(reason)
                .setVersion(info.getVersion() + 1)
                .build();
    }

    @Override
    public boolean lets(Participant listener, String trackSid) {
        return true;
    }

    @Override
    public void send(SignalResponse response) {}
}
