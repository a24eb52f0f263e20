package dev.tutti.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import livekit.LivekitModels.ParticipantInfo;

/** Who is in which room at other nodes, also where nobody of this node is in the room yet. Any thread; never waits. */
public final class RemoteRooms {
    /** Participants of other nodes that are remembered. */
    static final int MAX_PARTICIPANTS = 10_000;

    private final RoomDirectory rooms;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    private record Key(String room, String identity) {}

    private record Known(String node, ParticipantInfo info) {}

    RemoteRooms(RoomDirectory rooms) {
        this.rooms = rooms;
    }

    /**
     * Somebody is at that node, or has changed there.
     *
     * @param joins whether it has just come there
     */
    public void present(String node, String room, ParticipantInfo info, boolean joins) {
        var key = new Key(room, info.getIdentity());
        if (known.size() < MAX_PARTICIPANTS || known.containsKey(key)) {
            known.put(key, new Known(node, info));
            rooms.tell(room, at -> at.remotes().present(node, info, joins));
        }
    }

    public void gone(String node, String room, String identity, String sid) {
        known.computeIfPresent(
                new Key(room, identity),
                (_, was) -> was.node().equals(node) && was.info().getSid().equals(sid) ? null : was);
        rooms.tell(room, at -> at.remotes().gone(node, identity, sid));
    }

    /** That node is out of reach, and everybody at it. */
    public void nodeGone(String node) {
        known.entrySet().removeIf(entry -> entry.getValue().node().equals(node));
        rooms.names().forEach(room -> rooms.tell(room, at -> at.remotes().nodeGone(node)));
    }

    /** How many are at other nodes. */
    public int count() {
        return known.size();
    }

    /** A room opens here: what is known of it. */
    void opened(Room room) {
        var there = new ArrayList<Known>();
        known.forEach((key, one) -> {
            if (key.room().equals(room.name())) {
                there.add(one);
            }
        });
        for (Known one : List.copyOf(there)) {
            room.post(() -> room.remotes().present(one.node(), one.info(), false));
        }
    }
}
