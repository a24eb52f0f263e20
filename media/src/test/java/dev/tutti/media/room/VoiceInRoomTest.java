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
import dev.tutti.media.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is heard in rooms, with real connections on the loopback. */
class VoiceInRoomTest {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private TestMedia media;
    private Voice.Crowd crowd;

    @BeforeEach
    void start() throws Exception {
        media = new TestMedia(
                new MediaListener() {
                    @Override
                    public void joined(String room, String identity) {
                        events.add("joined " + identity);
                    }

                    @Override
                    public void left(String room, String identity) {
                        events.add("left " + identity);
                    }

                    @Override
                    public void trackPublished(TrackPublication publication, boolean muted) {
                        events.add("published " + publication.identity());
                    }

                    @Override
                    public void speaking(String room, List<Speaker> changed) {
                        changed.forEach(speaker -> events.add("speaking " + speaker.identity() + speaker.active()));
                    }
                },
                Webhooks.NONE);
        crowd = new Voice.Crowd(media.server());
    }

    @AfterEach
    void stop() throws Exception {
        crowd.close();
        media.close();
    }

    private RoomClient join(String identity) throws Exception {
        return RoomClient.join(media.server(), media.token(identity, "hall"));
    }

    @Test
    void voiceReachesTheOther() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), false);
        var bob = Voice.listening(crowd, join("bob"), 0);
        long stream = bob.listenTo(ann.trackSid());
        ann.say("hello");
        assertThat(bob.hear()).isEqualTo(new Voice.Heard(stream, "hello"));
    }

    @Test
    void mutedVoiceStaysHere() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), true);
        var carol = Voice.speaking(crowd, join("carol"), false);
        var bob = Voice.listening(crowd, join("bob"), 0);
        bob.listenTo(ann.trackSid());
        bob.listenTo(carol.trackSid());
        ann.say("unheard");
        carol.say("ann is muted");
        assertThat(bob.hearUntil("ann is muted")).doesNotContain("unheard");
        mute(ann, false);
        ann.say("heard");
        bob.hearUntil("heard");
        mute(ann, true);
        ann.say("unheard");
        carol.say("ann is muted again");
        assertThat(bob.hearUntil("ann is muted again")).doesNotContain("unheard");
    }

    @Test
    void removedParticipantIsNeitherHeardNorHears() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), false);
        var bob = Voice.listening(crowd, join("bob"), 0);
        var eve = Voice.listening(crowd, join("eve"), 0);
        var carol = Voice.speaking(crowd, join("carol"), false);
        bob.listenTo(ann.trackSid());
        bob.listenTo(carol.trackSid());
        eve.listenTo(carol.trackSid());
        ann.say("one");
        carol.say("two");
        bob.hearUntil("two");
        eve.hearUntil("two");
        media.server().removeParticipant("hall", "ann");
        media.server().removeParticipant("hall", "eve");
        ann.say("from outside");
        carol.say("three");
        assertThat(bob.hearUntil("three")).doesNotContain("from outside");
        assertThat(eve.signal.expect(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
    }

    @Test
    void roomOfASessionAsksItsPolicy() throws Exception {
        var policy = new SwitchPolicy();
        media.server().createRoom(new SessionRoom("session:1", policy, identity -> true));
        var ann = Voice.speaking(crowd, joinSession("ann"), false);
        var bob = Voice.listening(crowd, joinSession("bob"), 0);
        var track = new TrackPublication("session:1", "ann", ann.trackSid());
        assertThat(policy.next()).isEqualTo("open " + track);
        assertThat(policy.next()).isEqualTo("unmuted " + track);
        bob.listenTo(ann.trackSid());
        var host = Voice.speaking(crowd, joinSession("host"), false);
        policy.asked.clear();
        bob.listenTo(host.trackSid());
        ann.say("without a grant");
        host.say("no grant yet");
        assertThat(bob.hearUntil("no grant yet")).doesNotContain("without a grant");
        policy.verdict = Verdict.FORWARD;
        ann.say("with a grant");
        bob.hearUntil("with a grant");
        mute(ann, true);
        assertThat(policy.next()).isEqualTo("muted " + track);
        media.server().muteTrack(track, false);
        assertThat(ann.signal.expect(MessageCase.MUTE).getMute().getMuted()).isFalse();
        assertThat(policy.next()).isEqualTo("unmuted " + track);
        media.server().removeParticipant("session:1", "ann");
        assertThat(policy.next()).isEqualTo("closed " + track);
    }

    @Test
    void hubIsToldOfWhoIsReallyThere() throws Exception {
        Voice.speaking(crowd, join("ann"), false);
        assertThat(List.of(event(), event())).containsExactlyInAnyOrder("published ann", "joined ann");
        assertThat(media.server().participants("hall")).singleElement().satisfies(info -> {
            assertThat(info.getIsPublisher()).isTrue();
            assertThat(info.getState()).isEqualTo(ParticipantInfo.State.ACTIVE);
        });
        media.server().removeParticipant("hall", "ann");
        assertThat(event()).isEqualTo("left ann");
    }

    @Test
    void speakersAreToldToEverybody() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), false);
        var bob = Voice.listening(crowd, join("bob"), 0);
        bob.listenTo(ann.trackSid());
        String sid = Objects.requireNonNull(media.server().participants("hall").getFirst())
                .getSid();
        for (int i = 0; i < 20; i++) {
            ann.say("word");
        }
        bob.signal.expect(
                MessageCase.SPEAKERS_CHANGED,
                said -> said.getSpeakersChanged().getSpeakersList().stream()
                        .anyMatch(speaker -> speaks(speaker, sid, true)));
        bob.signal.expect(
                MessageCase.SPEAKERS_CHANGED,
                said -> said.getSpeakersChanged().getSpeakersList().stream()
                        .anyMatch(speaker -> speaks(speaker, sid, false)));
    }

    @Test
    void qualityOfTheConnectionIsTold() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), false);
        var quality = ann.signal.expect(MessageCase.CONNECTION_QUALITY).getConnectionQuality();
        assertThat(quality.getUpdates(0).getScore()).isGreaterThan(4);
        assertThat(media.server().quality("hall"))
                .singleElement()
                .satisfies(link -> assertThat(link.identity()).isEqualTo("ann"));
    }

    @Test
    void clientWhoseMediaStopsIsToldToResumeAndIsHeardAgain() throws Exception {
        var ann = Voice.speaking(crowd, join("ann"), false);
        var bob = Voice.listening(crowd, join("bob"), 0);
        bob.listenTo(ann.trackSid());
        ann.say("before");
        bob.hearUntil("before");
        String sid = media.server().participants("hall").stream()
                .filter(info -> info.getIdentity().equals("ann"))
                .findFirst()
                .orElseThrow()
                .getSid();
        ann.cut(true);
        media.pass(Duration.ofSeconds(13));
        assertThat(ann.signal.expect(MessageCase.LEAVE).getLeave().getAction()).isEqualTo(LeaveRequest.Action.RESUME);
        ann.signal.drop();
        var resumed = RoomClient.connect(
                media.server(),
                media.token("ann", "hall"),
                RoomClient.subscribing()
                        .setReconnect(true)
                        .setParticipantSid(sid)
                        .build());
        assertThat(resumed.next().hasReconnect()).isTrue();
        ann.cut(false);
        ann.restartIce(resumed);
        for (int i = 0; !media.server().quality("hall").isEmpty() && i < 200; i++) {
            ann.say("after");
        }
        bob.hearUntil("after");
    }

    private RoomClient joinSession(String identity) throws Exception {
        var rights = new MediaRights(true, true, Duration.ofMinutes(1));
        return RoomClient.join(media.server(), media.server().token("session:1", identity, identity, rights));
    }

    private static void mute(Voice voice, boolean muted) {
        voice.signal.say(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(voice.trackSid()).setMuted(muted)));
        voice.signal.saidUntilPong();
    }

    private static boolean speaks(SpeakerInfo speaker, String sid, boolean active) {
        return speaker.getSid().equals(sid) && speaker.getActive() == active;
    }

    private String event() throws InterruptedException {
        return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "no event");
    }

    /** A floor of one switch, which the host does not need. */
    private static final class SwitchPolicy implements ForwardingPolicy {
        private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private volatile Verdict verdict = Verdict.DROP;

        String next() throws InterruptedException {
            return Objects.requireNonNull(asked.poll(10, TimeUnit.SECONDS), "the policy was not asked");
        }

        @Override
        public TrackGate open(TrackPublication publication) {
            asked.add("open " + publication);
            return new TrackGate() {
                @Override
                public Verdict verdict(long nowNs) {
                    return publication.identity().equals("host") ? Verdict.FORWARD : verdict;
                }

                @Override
                public boolean passes(long nowNs) {
                    return verdict(nowNs) == Verdict.FORWARD;
                }

                @Override
                public long heldSinceNs() {
                    return 0;
                }

                @Override
                public boolean audibleTo(Listener listener) {
                    return true;
                }
            };
        }

        @Override
        public RemoteGate openRemote(TrackPublication publication) {
            return RemoteGate.OPEN;
        }

        @Override
        public Listener listener(String room, String identity) {
            return new Listener.Named(room, identity);
        }

        @Override
        public void muteChanged(TrackPublication publication, boolean muted) {
            asked.add((muted ? "muted " : "unmuted ") + publication);
        }

        @Override
        public void closed(TrackPublication publication) {
            asked.add("closed " + publication);
        }
    }
}
