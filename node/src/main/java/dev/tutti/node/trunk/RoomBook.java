package dev.tutti.node.trunk;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import livekit.LivekitModels.ParticipantInfo;

/** Who is in which room through this node, as other nodes are told of them; any thread. */
final class RoomBook {
    private final Map<Key, Stay> stays = new ConcurrentHashMap<>();

    private record Key(String room, String identity) {}

    /** Somebody in a room. */
    record Stay(String room, ParticipantInfo info) {}

    void present(String room, ParticipantInfo info) {
        stays.put(new Key(room, info.getIdentity()), new Stay(room, info));
    }

    void gone(String room, String identity, String sid) {
        stays.computeIfPresent(
                new Key(room, identity), (_, stay) -> stay.info().getSid().equals(sid) ? null : stay);
    }

    List<Stay> all() {
        return List.copyOf(stays.values());
    }
}
