package dev.tutti.node.voice;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.media.MediaListener;
import dev.tutti.media.MediaServer;
import dev.tutti.media.SessionRoom;
import dev.tutti.media.TrackPublication;
import dev.tutti.node.Late;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Event;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.CommitListener;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.MutePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a media room for every live session, with the floor as its policy and the roster at its door.
 *
 * <p>Threads: any. What waits for a room runs on virtual threads of its own, so that neither a writer nor the floor
 * waits for the media plane.
 */
public final class SessionRooms implements CommitListener, MediaListener, MutePort, AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(SessionRooms.class);

    private final Late<FloorLoop> floor;
    private final Late<MediaServer> media;
    private final Voices voices = new Voices();
    private final Map<SessionId, SessionState> states = new ConcurrentHashMap<>();
    private final Map<String, FloorPolicy> policies = new ConcurrentHashMap<>();
    private volatile MicrophoneListener microphones = (_, _, _) -> {};
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    public SessionRooms(Late<FloorLoop> floor, Late<MediaServer> media) {
        this.floor = floor;
        this.media = media;
    }

    public void onMicrophone(MicrophoneListener listener) {
        microphones = listener;
    }

    /** On the writer's thread: the room is there before anybody can ask for a token. */
    @Override
    public void committed(SessionState state, List<CommittedEvent> events) {
        floor.get().committed(state);
        var id = state.id();
        if (state.isEnded()) {
            states.remove(id);
            closeRoom(id);
            return;
        }
        states.put(id, state);
        if (!policies.containsKey(room(id))) {
            openRoom(id);
        }
        var policy = policies.get(room(id));
        if (policy != null) {
            policy.follow(state);
        }
        for (var event : events) {
            switch (event.event()) {
                case Event.ParticipantRemoved gone -> removeFromRoom(id, gone.userId());
                case Event.ParticipantLeft gone -> removeFromRoom(id, gone.userId());
                case Event.ParticipantRefused gone -> removeFromRoom(id, gone.userId());
                default -> {}
            }
        }
    }

    private void openRoom(SessionId id) {
        var policy = new FloorPolicy(
                id, floor.get(), voices, (session, user, muted) -> microphones.changed(session, user, muted));
        policies.put(room(id), policy);
        if (!media.get().createRoom(new SessionRoom(room(id), policy, identity -> isAdmitted(id, identity)))) {
            log.error("Session {} has no room for its voice: there are too many rooms", id);
        }
    }

    private void closeRoom(SessionId id) {
        if (policies.remove(room(id)) != null) {
            voices.forget(id);
            waiting.execute(() -> media.get().closeRoom(room(id)));
        }
    }

    private void removeFromRoom(SessionId id, UserId user) {
        voices.forget(id, user);
        waiting.execute(() -> media.get().removeParticipant(room(id), user.value()));
    }

    private boolean isAdmitted(SessionId id, String identity) {
        var state = states.get(id);
        return state != null
                && state.roster()
                        .find(new UserId(identity))
                        .filter(Participant::isAdmitted)
                        .isPresent();
    }

    /** A token for the session's room. */
    public String token(SessionId id, UserId user, String name, boolean publish, boolean muteIsFloor) {
        voices.muteIsFloor(id, user, muteIsFloor);
        return media.get().token(room(id), user.value(), name, new MediaServer.MediaRights(publish, true, TOKEN_LIFE));
    }

    /** As far as media knows: also when nothing is published. */
    public boolean isMicrophoneOff(SessionId id, UserId user) {
        return !voices.isMicrophoneOpen(id, user);
    }

    public static String room(SessionId id) {
        return SessionRoom.name(id.value());
    }

    @Override
    public void serverMute(SessionId session, UserId user, String trackSid) {
        media.get().muteTrack(new TrackPublication(room(session), user.value(), trackSid), true);
    }

    @Override
    public void trackPublished(TrackPublication publication, boolean muted) {
        var policy = policies.get(publication.room());
        if (policy != null) {
            policy.trackPublished(publication, muted);
        }
    }

    @Override
    public void close() {
        waiting.close();
    }
}
