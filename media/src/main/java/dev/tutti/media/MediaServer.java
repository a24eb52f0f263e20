package dev.tutti.media;

import dev.tutti.foundation.Entropy;
import dev.tutti.media.MediaListener.Speaker;
import dev.tutti.media.forward.Forwarder;
import dev.tutti.media.forward.RemoteVoices;
import dev.tutti.media.room.LinkQuality;
import dev.tutti.media.room.RemoteRooms;
import dev.tutti.media.room.RoomContext;
import dev.tutti.media.room.RoomDirectory;
import dev.tutti.media.room.RoomListener;
import dev.tutti.media.room.RoomOperations;
import dev.tutti.media.room.RoomSettings;
import dev.tutti.media.signal.LiveKitSignalAdapter;
import dev.tutti.media.signal.LiveKitSignalAdapter.SessionRooms;
import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.ApiKeys;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.VideoGrants;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.MediaLoopConfig;
import dev.tutti.media.twirp.LiveKitRoomService;
import dev.tutti.media.twirp.RoomServiceAdapter;
import dev.tutti.media.webhook.WebhookPublisher;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitModels.TrackInfo;

/**
 * The embedded SFU as the node sees it: starts the media loop, opens rooms, and hands out the adapters for the gateway.
 *
 * <p>Threads: any; calls that return something about a room wait for it, so none of them may be made from a
 * {@link MediaListener} or a {@link ForwardingPolicy}. {@link #muteTrack} never waits and may be called from anywhere.
 */
public final class MediaServer implements AutoCloseable {
    /** The hub's own key, whose secret is made anew at every start: only this process signs tokens for session rooms. */
    private static final String OWN_KEY = "tutti-internal";

    private static final int SECRET_BYTES = 32;

    private final MediaConfig config;
    private final MediaLoop loop;
    private final String ownSecret;
    private final ApiKeys keys;
    private final TokenCodec tokens;
    private final RoomDirectory rooms;
    private final RoomOperations operations;
    private final SignalAdapter signalling;
    private final RoomServiceAdapter roomService;
    private final WebhookPublisher webhooks;
    private final RemoteVoices remoteVoices;

    private MediaServer(MediaConfig config, MediaListener listener, VoiceTrunk trunk, MediaLoop loop) {
        this.config = config;
        this.loop = loop;
        ownSecret = secret(config.entropy());
        keys = new ApiKeys(withOwnKey(config.keys()));
        tokens = new TokenCodec(keys, config.wallClock());
        webhooks = new WebhookPublisher(config.webhooks(), tokens, config.wallClock(), config.entropy());
        var forwarder = new Forwarder(loop, config.entropy());
        remoteVoices = forwarder.remote();
        var context = new RoomContext(
                loop,
                forwarder,
                tokens,
                new Fanout(webhooks, listener),
                trunk,
                config.clock(),
                config.wallClock(),
                config.entropy(),
                config.nodeId());
        rooms = new RoomDirectory(context);
        operations = new RoomOperations(rooms);
        var sessionRooms = new SessionRooms(SessionRoom.PREFIX, OWN_KEY);
        signalling = new LiveKitSignalAdapter(tokens, rooms, config.clock(), sessionRooms);
        roomService = new LiveKitRoomService(tokens, operations, sessionRooms);
    }

    /** Binds the media port and starts; throws when no address can be bound or a secret is too short. */
    public static MediaServer start(MediaConfig config, MediaListener listener) throws IOException {
        return start(config, listener, VoiceTrunk.NONE);
    }

    /** The same; its rooms go on at other nodes. */
    public static MediaServer start(MediaConfig config, MediaListener listener, VoiceTrunk trunk) throws IOException {
        new ApiKeys(config.keys());
        var loop = MediaLoop.start(new MediaLoopConfig(
                config.addresses(), config.port(), config.clock(), config.wallClock(), config.entropy()));
        try {
            return new MediaServer(config, listener, trunk, loop);
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private Map<String, String> withOwnKey(Map<String, String> given) {
        var all = new HashMap<>(given);
        all.put(OWN_KEY, ownSecret);
        return all;
    }

    /** Other API keys from now on; throws IllegalArgumentException, and changes nothing, when a secret is too short. */
    public void apiKeys(Map<String, String> secretByKey) {
        keys.replace(withOwnKey(secretByKey));
    }

    private static String secret(Entropy entropy) {
        return HexFormat.of().formatHex(entropy.bytes(SECRET_BYTES));
    }

    /** For the gateway's {@code /rtc} routes. */
    public SignalAdapter signalling() {
        return signalling;
    }

    /** For the gateway's {@code /twirp} routes. */
    public RoomServiceAdapter roomService() {
        return roomService;
    }

    /** For voice that comes from other nodes. */
    public RemoteVoices remoteVoices() {
        return remoteVoices;
    }

    /** For what other nodes say of who is in their rooms. */
    public RemoteRooms remoteRooms() {
        return rooms.remote();
    }

    /** The loop, for its addresses and counters. */
    public MediaLoop loop() {
        return loop;
    }

    /** Opens the room of a session; it stays until {@link #closeRoom}. False when there are too many rooms. */
    public boolean createRoom(SessionRoom room) {
        return rooms.open(room.name(), new RoomSettings(0, 0, 0, "", room.policy(), room.admission()));
    }

    /** Sends everybody away and forgets the room; false when there is none. */
    public boolean closeRoom(String room) {
        return operations.delete(room);
    }

    /** Ends somebody's media and signalling; it has ended when this returns, but for what is on the wire. */
    public boolean removeParticipant(String room, String identity) {
        return operations.remove(room, identity);
    }

    /** A server's mute, told to the client and to everybody else; never waits. */
    public boolean muteTrack(TrackPublication publication, boolean muted) {
        return operations.muteSoon(publication.room(), publication.identity(), publication.trackSid(), muted);
    }

    /** Who is in the room, empty when there is no such room. */
    public List<ParticipantInfo> participants(String room) {
        var participants = operations.participants(room);
        return participants == null ? List.of() : participants;
    }

    /** How well everybody is connected, empty when there is no such room. */
    public List<LinkQuality> quality(String room) {
        var quality = operations.quality(room);
        return quality == null ? List.of() : quality;
    }

    /** How many rooms there are. */
    public int rooms() {
        return rooms.count();
    }

    /** A token for a session's room; once connected, the client gets fresh ones by itself. */
    public String token(String room, String identity, String name, MediaRights rights) {
        var grants = VideoGrants.join(room).limitedTo(rights.publish(), rights.subscribe());
        var expires = config.wallClock().now().plus(rights.life());
        return tokens.sign(AccessToken.of(OWN_KEY, identity, grants, expires).named(name));
    }

    /** What a media token allows, and for how long one may join with it. */
    public record MediaRights(boolean publish, boolean subscribe, Duration life) {}

    /** Ends every room, then the media loop. */
    @Override
    public void close() {
        rooms.closeAll();
        webhooks.close();
        loop.close();
    }

    /** Tells webhooks and the hub. */
    private record Fanout(WebhookPublisher webhooks, MediaListener hub) implements RoomListener {
        @Override
        public void roomStarted(LivekitModels.Room room) {
            webhooks.roomStarted(room);
        }

        @Override
        public void roomFinished(LivekitModels.Room room) {
            webhooks.roomFinished(room);
        }

        @Override
        public void participantJoined(LivekitModels.Room room, ParticipantInfo participant) {
            webhooks.participantJoined(room, participant);
            hub.joined(room.getName(), participant.getIdentity());
        }

        @Override
        public void participantLeft(LivekitModels.Room room, ParticipantInfo participant, boolean wasActive) {
            webhooks.participantLeft(room, participant, wasActive);
            if (wasActive) {
                hub.left(room.getName(), participant.getIdentity());
            }
        }

        @Override
        public void trackPublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {
            webhooks.trackPublished(room, participant, track);
            hub.trackPublished(publication(room, participant, track), track.getMuted());
        }

        @Override
        public void trackUnpublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {
            webhooks.trackUnpublished(room, participant, track);
            hub.trackUnpublished(publication(room, participant, track));
        }

        @Override
        public void speakersChanged(LivekitModels.Room room, List<String> identities, List<SpeakerInfo> speakers) {
            var changed = new ArrayList<Speaker>();
            for (int i = 0; i < speakers.size(); i++) {
                changed.add(new Speaker(
                        identities.get(i),
                        speakers.get(i).getActive(),
                        speakers.get(i).getLevel()));
            }
            hub.speaking(room.getName(), changed);
        }

        private static TrackPublication publication(
                LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {
            return new TrackPublication(room.getName(), participant.getIdentity(), track.getSid());
        }
    }
}
