package dev.tutti.media.room;

import dev.tutti.media.TrackPublication;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those of a room who are attached to other nodes: clients here are told of them as of everybody. The room's thread. */
final class RemoteParticipants {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteParticipants.class);

    private final Room room;
    private final Map<String, RemoteParticipant> byIdentity = new LinkedHashMap<>();

    RemoteParticipants(Room room) {
        this.room = room;
    }

    Collection<RemoteParticipant> all() {
        return byIdentity.values();
    }

    /**
     * Somebody is at that node, or has changed there.
     *
     * @param joins whether it has just come there: then an older self here goes
     */
    void present(String node, ParticipantInfo info, boolean joins) {
        var here = room.participant(info.getIdentity());
        if (here != null) {
            if (!joins && here.joinedAtMs() >= info.getJoinedAtMs()) {
                return;
            }
            room.remove(here, DisconnectReason.DUPLICATE_IDENTITY);
        }
        var known = byIdentity.get(info.getIdentity());
        if (known != null
                && (!known.sid().equals(info.getSid()) || !known.node().equals(node))) {
            remove(known, DisconnectReason.DUPLICATE_IDENTITY);
            known = null;
        }
        if (known == null) {
            known = new RemoteParticipant(node, room.name(), info);
            byIdentity.put(info.getIdentity(), known);
            LOG.info("Room {}: {} ({}) is at another node", room.name(), info.getIdentity(), info.getSid());
        }
        known.info(info);
        boolean changed = takeTracks(known, info);
        room.broadcast(Signals.participants(List.of(info)), other -> true);
        if (changed) {
            room.renegotiate();
        }
    }

    private boolean takeTracks(RemoteParticipant publisher, ParticipantInfo info) {
        boolean changed = false;
        var told = new HashSet<String>();
        for (TrackInfo track : info.getTracksList()) {
            if (track.getType() != TrackType.AUDIO || told.size() >= TrackIntake.MAX_TRACKS) {
                continue;
            }
            told.add(track.getSid());
            var known = publisher.tracks().get(track.getSid());
            if (known == null) {
                publisher.tracks().put(track.getSid(), open(publisher, track));
                changed = true;
            } else {
                known.told(track);
            }
        }
        for (PublishedTrack track : List.copyOf(publisher.tracks().values())) {
            if (!told.contains(track.sid())) {
                publisher.tracks().remove(track.sid());
                track.close();
                room.forget(track.sid());
                changed = true;
            }
        }
        return changed;
    }

    private PublishedTrack open(RemoteParticipant publisher, TrackInfo track) {
        var context = room.context();
        var publication = new TrackPublication(room.name(), publisher.identity(), track.getSid());
        var gate = room.settings().policy().openRemote(publication);
        var media = context.forwarder().publishRemote(context.trunk().voice(publication), gate);
        return PublishedTrack.remote(publisher, track, media);
    }

    /** That self of it has left its node. */
    void gone(String node, String identity, String sid) {
        var known = byIdentity.get(identity);
        if (known != null && known.sid().equals(sid) && known.node().equals(node)) {
            remove(known, DisconnectReason.CLIENT_INITIATED);
        }
    }

    /** Nothing is known of those at that node any more. */
    void nodeGone(String node) {
        for (RemoteParticipant known : List.copyOf(byIdentity.values())) {
            if (known.node().equals(node)) {
                remove(known, DisconnectReason.SIGNAL_CLOSE);
            }
        }
    }

    /** That one is over, whatever its node says; false when there was none. */
    boolean end(String identity, DisconnectReason reason) {
        var known = byIdentity.get(identity);
        if (known == null) {
            return false;
        }
        remove(known, reason);
        return true;
    }

    private void remove(RemoteParticipant known, DisconnectReason reason) {
        byIdentity.remove(known.identity(), known);
        LOG.info(
                "Room {}: {} ({}) is not at its node any more: {}", room.name(), known.identity(), known.sid(), reason);
        room.left(known);
        var tracks = List.copyOf(known.publications());
        tracks.forEach(PublishedTrack::close);
        known.tracks().clear();
        room.broadcast(Signals.participants(List.of(known.disconnected(reason))), other -> true);
        tracks.forEach(track -> room.forget(track.sid()));
        room.renegotiate();
    }

    /** The room is over. */
    void close() {
        byIdentity.values().forEach(known -> known.publications().forEach(PublishedTrack::close));
        byIdentity.clear();
    }
}
