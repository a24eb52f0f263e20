package dev.tutti.media.room;

import dev.tutti.media.transport.TransportFailure;
import java.util.HashMap;
import java.util.Map;
import livekit.LivekitModels.DisconnectReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a room's peer connections, and what that means for their participants. */
final class LinkWatch implements PeerLink.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);

    private final Room room;
    private final RoomTimers timers;
    private final Map<PeerLink, Participant> owners = new HashMap<>();

    LinkWatch(Room room, RoomTimers timers) {
        this.room = room;
        this.timers = timers;
    }

    PeerLink watch(PeerLink link, Participant owner) {
        owners.put(link, owner);
        return link;
    }

    void forget(PeerLink link) {
        owners.remove(link);
    }

    @Override
    public void linkConnected(PeerLink link) {
        var participant = owners.get(link);
        if (participant != null && link == participant.primaryLink()) {
            boolean first = participant.active(room.context().clock().nanoTime());
            room.announce(participant, null);
            if (first) {
                room.context().listener().participantJoined(room.info(), participant.info());
            }
        }
    }

    @Override
    public void linkFailed(PeerLink link, TransportFailure reason) {
        var participant = owners.get(link);
        if (participant != null) {
            LOG.info("Room {}: a connection of {} failed: {}", room.name(), participant.identity(), reason);
            room.remove(participant, DisconnectReason.MEDIA_FAILURE);
        }
    }

    @Override
    public void linkStalled(PeerLink link) {
        var participant = owners.get(link);
        if (participant != null) {
            LOG.info("Room {}: media of {} has stopped", room.name(), participant.identity());
            timers.stalled(participant);
        }
    }

    @Override
    public void linkRecovered(PeerLink link) {
        var participant = owners.get(link);
        if (participant != null) {
            LOG.info("Room {}: media of {} flows again", room.name(), participant.identity());
            participant.recovered();
        }
    }

    /** The peer said goodbye to its media; its signalling usually says why in the same moment, so that goes first. */
    @Override
    public void linkClosed(PeerLink link) {
        var participant = owners.get(link);
        if (participant == null || link != participant.primaryLink()) {
            return;
        }
        if (participant.link() == null) {
            room.remove(participant, DisconnectReason.CLIENT_INITIATED);
        } else {
            participant.mediaClosed(room.context().clock().nanoTime());
        }
    }
}
