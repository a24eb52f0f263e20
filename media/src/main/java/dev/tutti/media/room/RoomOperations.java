package dev.tutti.media.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackInfo;
import org.jspecify.annotations.Nullable;

/**
 * What servers may do with rooms: the RoomService and the hub itself. Any thread may call; each call waits for the room, so
 * none may be made from a room's own thread. A null answer means that room, participant or track do not exist.
 */
public final class RoomOperations {
    private final RoomDirectory rooms;

    public RoomOperations(RoomDirectory rooms) {
        this.rooms = rooms;
    }

    /** Changes to a participant; null and an unset permission leave a thing as it is. */
    public record ParticipantChange(
            @Nullable String name,
            @Nullable String metadata,
            Map<String, String> attributes,
            @Nullable ParticipantPermission permission) {}

    /** Makes the room, or finds the one there is; null when there are too many rooms. */
    public LivekitModels.@Nullable Room create(String name, RoomSettings settings) {
        return rooms.open(name, settings) ? room(name) : null;
    }

    public LivekitModels.@Nullable Room room(String name) {
        return rooms.<LivekitModels.Room>ask(name, Room::info);
    }

    public List<LivekitModels.Room> list(Collection<String> names) {
        var list = new ArrayList<LivekitModels.Room>();
        for (String name : names.isEmpty() ? rooms.names() : names) {
            var info = room(name);
            if (info != null) {
                list.add(info);
            }
        }
        return list;
    }

    /** Ends the room; everybody in it is told that it was deleted. */
    public boolean delete(String name) {
        var done = rooms.<Boolean>ask(name, room -> {
            room.close(DisconnectReason.ROOM_DELETED);
            return true;
        });
        return done != null;
    }

    public @Nullable List<ParticipantInfo> participants(String name) {
        return rooms.<List<ParticipantInfo>>ask(
                name, room -> room.publishers().stream().map(Publisher::info).toList());
    }

    public @Nullable ParticipantInfo participant(String name, String identity) {
        return rooms.<ParticipantInfo>ask(name, room -> {
            var participant = room.participant(identity);
            return participant == null ? null : participant.info();
        });
    }

    public boolean remove(String name, String identity) {
        var done = rooms.<Boolean>ask(name, room -> {
            var participant = room.participant(identity);
            if (participant == null) {
                // Here it ends at once; at its own node, by whoever removed it there.
                return room.remotes().end(identity, DisconnectReason.PARTICIPANT_REMOVED) ? true : null;
            }
            room.remove(participant, DisconnectReason.PARTICIPANT_REMOVED);
            return true;
        });
        return done != null;
    }

    /** A server's mute: the client is told, and so is everybody else. */
    public @Nullable TrackInfo mute(String name, String identity, String trackSid, boolean muted) {
        return rooms.<TrackInfo>ask(name, room -> muteOn(room, identity, trackSid, muted));
    }

    /** The same without waiting, for callers that must not: the floor's decisions. */
    public boolean muteSoon(String name, String identity, String trackSid, boolean muted) {
        return rooms.tell(name, room -> muteOn(room, identity, trackSid, muted));
    }

    private static @Nullable TrackInfo muteOn(Room room, String identity, String trackSid, boolean muted) {
        var participant = room.participant(identity);
        var track = participant == null ? null : participant.intake().track(trackSid);
        if (participant == null || track == null) {
            return null;
        }
        room.mute(participant, track, muted, true);
        return track.info();
    }

    public @Nullable ParticipantInfo update(String name, String identity, ParticipantChange change) {
        return rooms.<ParticipantInfo>ask(name, room -> {
            var participant = room.participant(identity);
            return participant == null ? null : updateOn(room, participant, change);
        });
    }

    private static ParticipantInfo updateOn(Room room, Participant participant, ParticipantChange change) {
        if (change.name() != null) {
            participant.rename(change.name());
        }
        if (change.metadata() != null) {
            participant.describe(change.metadata());
        }
        participant.attribute(change.attributes());
        if (change.permission() != null) {
            participant.permit(change.permission());
            participant.intake().enforcePermission();
            room.renegotiate();
        }
        room.announce(participant, null);
        room.sendToken(participant);
        return participant.info();
    }

    public LivekitModels.@Nullable Room describe(String name, String metadata) {
        return rooms.<LivekitModels.Room>ask(name, room -> {
            room.describe(metadata);
            return room.info();
        });
    }

    /** Subscribes or unsubscribes somebody; false when there is no such participant. */
    public boolean subscribe(String name, String identity, Collection<String> trackSids, boolean subscribe) {
        var done = rooms.<Boolean>ask(name, room -> {
            var participant = room.participant(identity);
            if (participant == null) {
                return null;
            }
            trackSids.forEach(sid -> participant.subscriptions().choose(sid, subscribe));
            room.negotiate(participant, participant.subscriptions().reconcile());
            return true;
        });
        return done != null;
    }

    /** How well everybody is connected now; null when there is no such room. */
    public @Nullable List<LinkQuality> quality(String name) {
        return rooms.<List<LinkQuality>>ask(name, Room::quality);
    }
}
