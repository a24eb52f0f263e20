package dev.tutti.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.Listener;
import dev.tutti.media.MediaConfig.Webhooks;
import dev.tutti.media.MediaListener;
import dev.tutti.media.MediaServer.MediaRights;
import dev.tutti.media.RemoteGate;
import dev.tutti.media.RoomClient;
import dev.tutti.media.SessionRoom;
import dev.tutti.media.TestMedia;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.VoicePacket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One room at two nodes: real signalling, real encrypted connections, and a wire between them that a test can cut. */
class RoomAcrossNodesTest {
    private final TestTrunk fromHere = new TestTrunk("here");
    private final TestTrunk fromThere = new TestTrunk("there");
    private TestMedia here;
    private TestMedia there;
    private Voice.Crowd crowdHere;
    private Voice.Crowd crowdThere;

    @BeforeEach
    void start() throws Exception {
        here = new TestMedia(new MediaListener() {}, Webhooks.NONE, fromHere);
        there = new TestMedia(new MediaListener() {}, Webhooks.NONE, fromThere);
        fromHere.to(there.server());
        fromThere.to(here.server());
        crowdHere = new Voice.Crowd(here.server());
        crowdThere = new Voice.Crowd(there.server());
    }

    @AfterEach
    void stop() throws Exception {
        crowdHere.close();
        crowdThere.close();
        here.close();
        there.close();
    }

    private static RoomClient join(TestMedia at, String identity) throws Exception {
        return RoomClient.join(at.server(), at.token(identity, "hall"));
    }

    @Test
    void voiceReachesAListenerAtTheOtherNode() throws Exception {
        var bob = Voice.listening(crowdThere, join(there, "bob"), 0);
        var ann = Voice.speaking(crowdHere, join(here, "ann"), false);
        long stream = bob.listenTo(ann.trackSid());
        ann.say("hello");
        assertThat(bob.hear()).isEqualTo(new Voice.Heard(stream, "hello"));
    }

    @Test
    void whoJoinsLaterFindsThoseOfTheOtherNode() throws Exception {
        var ann = Voice.speaking(crowdHere, join(here, "ann"), false);
        var bob = join(there, "bob");
        var others = bob.expect(MessageCase.JOIN).getJoin().getOtherParticipantsList();
        boolean toldAtOnce = others.stream().anyMatch(info -> info.getIdentity().equals("ann"));
        // The room at bob's node opens with him: ann may come a moment after.
        if (!toldAtOnce) {
            bob.expect(MessageCase.UPDATE, said -> Said.told(said, "ann", State.ACTIVE));
        }
        var listener = Voice.listening(crowdThere, bob, 0);
        listener.listenTo(ann.trackSid());
        ann.say("late");
        assertThat(listener.hear().text()).isEqualTo("late");
    }

    @Test
    void bothTalkToEachOtherAndToThoseBesideThem() throws Exception {
        var ann = Voice.speaking(crowdHere, join(here, "ann"), false);
        var bob = Voice.speaking(crowdThere, join(there, "bob"), false);
        var carol = Voice.listening(crowdHere, join(here, "carol"), 0);
        ann.listenTo(bob.trackSid());
        bob.listenTo(ann.trackSid());
        carol.listenTo(ann.trackSid());
        carol.listenTo(bob.trackSid());
        ann.say("from ann");
        assertThat(bob.hear().text()).isEqualTo("from ann");
        assertThat(carol.hear().text()).isEqualTo("from ann");
        bob.say("from bob");
        assertThat(ann.hear().text()).isEqualTo("from bob");
        carol.hearUntil("from bob");
    }

    @Test
    void whatIsMutedDoesNotLeaveItsNode() throws Exception {
        var bob = Voice.listening(crowdThere, join(there, "bob"), 0);
        var ann = Voice.speaking(crowdHere, join(here, "ann"), true);
        var carol = Voice.speaking(crowdHere, join(here, "carol"), false);
        bob.listenTo(ann.trackSid());
        bob.listenTo(carol.trackSid());
        ann.say("unheard");
        carol.say("ann is muted");
        assertThat(bob.hearUntil("ann is muted")).doesNotContain("unheard");
        mute(ann, false);
        ann.say("heard");
        assertThat(bob.hearUntil("heard")).doesNotContain("unheard");
        assertThat(fromHere.left(ann.trackSid())).hasSize(1);
        bob.signal.expect(
                MessageCase.UPDATE, said -> Said.tracks(said, "ann").stream().anyMatch(track -> !track.getMuted()));
    }

    @Test
    void theStreamHasNoGapWhereTheGateWasShut() throws Exception {
        var bob = Voice.listening(crowdThere, join(there, "bob"), 0);
        var ann = Voice.speaking(crowdHere, join(here, "ann"), false);
        var carol = Voice.speaking(crowdHere, join(here, "carol"), false);
        bob.listenTo(ann.trackSid());
        bob.listenTo(carol.trackSid());
        ann.say("one");
        bob.hearUntil("one");
        mute(ann, true);
        ann.say("unheard");
        carol.say("ann is muted");
        assertThat(bob.hearUntil("ann is muted")).doesNotContain("unheard");
        mute(ann, false);
        ann.say("three");
        bob.hearUntil("three");
        var left = fromHere.left(ann.trackSid());
        assertThat(left).hasSize(2);
        assertThat(left.get(1) - left.get(0)).isEqualTo(1);
    }

    @Test
    void whoLeavesThereLeavesHere() throws Exception {
        var bob = join(there, "bob");
        var ann = Voice.speaking(crowdHere, join(here, "ann"), false);
        bob.expect(MessageCase.UPDATE, said -> !Said.tracks(said, "ann").isEmpty());
        here.server().removeParticipant("hall", "ann");
        bob.expect(MessageCase.UPDATE, said -> Said.told(said, "ann", State.DISCONNECTED));
        there.eventually(() -> there.server().participants("hall").size() == 1);
        assertThat(ann.trackSid()).isNotEmpty();
    }

    @Test
    void whenTheOtherNodeIsOutOfReachItsPeopleAreGone() throws Exception {
        var bob = join(there, "bob");
        Voice.speaking(crowdHere, join(here, "ann"), false);
        bob.expect(MessageCase.UPDATE, said -> !Said.tracks(said, "ann").isEmpty());
        fromHere.cut();
        // What her room was telling meanwhile has been told when it answers.
        assertThat(here.server().participants("hall")).isNotEmpty();
        there.server().remoteRooms().nodeGone("here");
        bob.expect(MessageCase.UPDATE, said -> Said.told(said, "ann", State.DISCONNECTED));
        assertThat(there.server().remoteRooms().count()).isZero();
    }

    @Test
    void whoMovesToTheOtherNodeIsThereOnceOnly() throws Exception {
        var bob = Voice.listening(crowdHere, join(here, "bob"), 0);
        var before = Voice.speaking(crowdHere, join(here, "ann"), false);
        bob.listenTo(before.trackSid());
        var after = Voice.speaking(crowdThere, join(there, "ann"), false);
        assertThat(before.signal.expect(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
        bob.listenTo(after.trackSid());
        after.say("from there");
        bob.hearUntil("from there");
        assertThat(here.server().participants("hall"))
                .filteredOn(info -> info.getIdentity().equals("ann"))
                .hasSize(1);
        assertThat(there.server().participants("hall"))
                .filteredOn(info -> info.getIdentity().equals("ann"))
                .hasSize(1);
    }

    @Test
    void thePolicyOfTheListenersNodeIsAskedToo() throws Exception {
        var deaf = new DeafTo("bob");
        there.server().createRoom(new SessionRoom("session:1", deaf, _ -> true));
        here.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, _ -> true));
        var ann = Voice.speaking(crowdHere, inSession(here, "ann"), false);
        var bob = Voice.listening(crowdThere, inSession(there, "bob"), 0);
        var carol = Voice.listening(crowdThere, inSession(there, "carol"), 0);
        bob.listenTo(ann.trackSid());
        carol.listenTo(ann.trackSid());
        ann.say("not for bob");
        carol.hearUntil("not for bob");
        settle(there);
        deaf.identity = "";
        ann.say("for both");
        carol.hearUntil("for both");
        assertThat(bob.hearUntil("for both")).doesNotContain("not for bob");
    }

    private static RoomClient inSession(TestMedia at, String identity) throws Exception {
        var rights = new MediaRights(true, true, Duration.ofMinutes(1));
        return RoomClient.join(at.server(), at.server().token("session:1", identity, identity, rights));
    }

    /** Returns once the media loop knows it, too. */
    private void mute(Voice voice, boolean muted) {
        voice.signal.say(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(voice.trackSid()).setMuted(muted)));
        voice.signal.saidUntilPong();
        settle(here);
    }

    /** Returns when the media loop is through with what it is at. */
    private static void settle(TestMedia at) {
        var through = new CompletableFuture<Void>();
        at.server().loop().post(() -> through.complete(null));
        through.join();
    }

    /** What comes from other nodes is for everybody but one. */
    private static final class DeafTo implements ForwardingPolicy {
        private volatile String identity;

        DeafTo(String identity) {
            this.identity = identity;
        }

        @Override
        public RemoteGate openRemote(TrackPublication publication) {
            return new RemoteGate() {
                @Override
                public boolean passes(VoicePacket packet) {
                    return true;
                }

                @Override
                public boolean audibleTo(Listener listener) {
                    return !listener.identity().equals(identity);
                }
            };
        }

        @Override
        public TrackGate open(TrackPublication publication) {
            return OPEN.open(publication);
        }

        @Override
        public Listener listener(String room, String who) {
            return new Listener.Named(room, who);
        }

        @Override
        public void muteChanged(TrackPublication publication, boolean muted) {}

        @Override
        public void closed(TrackPublication publication) {}
    }
}
