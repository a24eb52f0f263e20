package dev.tutti.node.trunk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tutti.cluster.Leader;
import dev.tutti.cluster.Leadership;
import dev.tutti.cluster.Mail;
import dev.tutti.cluster.relay.LinkCost;
import dev.tutti.cluster.relay.LinkTraffic;
import dev.tutti.cluster.relay.RelayControl;
import dev.tutti.cluster.relay.RelayRoute;
import dev.tutti.cluster.relay.VoiceRouter;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.media.MediaServer;
import dev.tutti.media.SessionRoom;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoicePacket;
import dev.tutti.media.VoiceTrunk;
import dev.tutti.node.Late;
import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.voice.LeasedGate;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.LinkMessage.Nack;
import dev.tutti.wire.LogPosition;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NackReason;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Octets;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.VoiceFrame;
import dev.tutti.wire.VoiceFrameView;
import dev.tutti.wire.VoiceMessage.RelayReport;
import dev.tutti.wire.VoiceMessage.RoomPresence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import livekit.LivekitModels.ParticipantInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's end of the rooms that it shares with other nodes; see the package for its threads. */
public final class NodeTrunk implements VoiceTrunk, AutoCloseable {
    /** How many other nodes one node relays to before it is relieved. */
    static final int MAX_CHILDREN = Integer.getInteger("tutti.relay-children", 8);

    private static final long TURN_MS = 200;
    /** A link that is made anew within this time was never gone for those who listen. */
    private static final long GONE_AFTER_MS = 3_000;

    private static final Logger log = LoggerFactory.getLogger(NodeTrunk.class);

    private final NodeCluster cluster;
    private final Late<MediaServer> media;
    private final NanoClock clock;
    private final NodeTag self;
    private final long bootId;
    private final VoiceRouter router;
    private final RelayControl control;
    private final RoomBook here = new RoomBook();
    private final LinkMeter meter = new LinkMeter();
    private final Numbers numbers = new Numbers();
    private final Set<NodeId> silent = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> met = ConcurrentHashMap.newKeySet();
    private volatile Consumer<NodeId> newcomers = _ -> {};
    private final VoicePacket incoming = new VoicePacket();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay").daemon().factory());

    /** @param bootId new at every start */
    public NodeTrunk(NodeCluster cluster, Late<MediaServer> media, NanoClock clock, long bootId) {
        this.cluster = cluster;
        this.media = media;
        this.clock = clock;
        this.bootId = bootId;
        self = NodeTag.of(cluster.self());
        router = new VoiceRouter(cluster.self(), cluster.mail(), new Ears(), clock);
        control = new RelayControl(
                new RelayControl.Setup(cluster.self(), bootId, MAX_CHILDREN, RadioSignal::db, new Ways()));
        cluster.mail().onVoice(router::received);
        cluster.mail().on(RelayReport.class, (from, _, report) -> reported(from, report));
        cluster.mail().on(RoomPresence.class, (from, _, presence) -> told(from, presence));
        cluster.mail().onLinks(new LinksOfNode());
        cluster.engine().listen(new Leaders());
    }

    /** Voice of leaders before goes no further, from the turn on in which this node obeys another. */
    private final class Leaders implements Leadership.Listener {
        @Override
        public void leaderChanged(Leader leader) {
            router.adopt(leader.epoch());
            soon(NodeTrunk.this::turn);
        }
    }

    /** From here on voice has its ways. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the thread is shut down
    public void start() {
        thread.scheduleWithFixedDelay(this::turn, 0, TURN_MS, TimeUnit.MILLISECONDS);
    }

    private void turn() {
        try {
            control.doWork(clock.nanoTime());
        } catch (RuntimeException e) {
            log.error("The ways of voice are not looked after; trying again", e);
        }
    }

    private void soon(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            // closed
        }
    }

    // What leaves

    @Override
    public long voice(TrackPublication publication) {
        return tag(publication).value();
    }

    private static TalkerTag tag(TrackPublication publication) {
        return TalkerTag.ofTrack(publication.room(), publication.trackSid());
    }

    @Override
    public VoiceExit exit(TrackPublication publication, TrackGate gate) {
        var track = new FrameExit.Track(session(publication.room()), self, tag(publication));
        return new FrameExit(track, gate instanceof LeasedGate leased ? leased : null, numbers, router);
    }

    private static SessionTag session(String room) {
        return room.startsWith(SessionRoom.PREFIX)
                ? SessionTag.of(new SessionId(room.substring(SessionRoom.PREFIX.length())))
                : SessionTag.ofRoom(room);
    }

    @Override
    public void present(String room, ParticipantInfo participant, boolean joins) {
        here.present(room, participant);
        var presence = presence(room, participant, joins);
        cluster.mail().linked().forEach(node -> send(node, presence));
    }

    @Override
    public void gone(String room, String identity, String sid) {
        here.gone(room, identity, sid);
        var absence = new RoomPresence(bootId, room, identity, sid, false, false, Octets.NONE);
        cluster.mail().linked().forEach(node -> send(node, absence));
    }

    private RoomPresence presence(String room, ParticipantInfo info, boolean joins) {
        return new RoomPresence(
                bootId, room, info.getIdentity(), info.getSid(), true, joins, Octets.of(info.toByteArray()));
    }

    private void send(NodeId to, RoomPresence presence) {
        try {
            cluster.mail().send(to, session(presence.room()), presence);
        } catch (IllegalArgumentException e) {
            log.warn("Other nodes are not told of {}: what it says of itself is too long", presence.identity(), e);
        }
    }

    private final class Numbers implements FrameExit.Numbers {
        private final AtomicLong last = new AtomicLong();

        @Override
        public long next() {
            return last.incrementAndGet();
        }

        @Override
        public long nowUs() {
            return TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
        }
    }

    // What comes

    private void reported(NodeId from, RelayReport report) {
        soon(() -> control.received(from, report, clock.nanoTime()));
    }

    private void told(NodeId from, RoomPresence presence) {
        var rooms = media.get().remoteRooms();
        if (!presence.present()) {
            rooms.gone(from.value(), presence.room(), presence.identity(), presence.sid());
            return;
        }
        try {
            var info = ParticipantInfo.parseFrom(presence.participant().toArray());
            if (info.getIdentity().equals(presence.identity()) && info.getSid().equals(presence.sid())) {
                rooms.present(from.value(), presence.room(), info, presence.joins());
            }
        } catch (InvalidProtocolBufferException e) {
            log.warn("{} said something unreadable of {}", from.shown(), presence.identity(), e);
        }
    }

    private final class Ears implements VoiceRouter.Port {
        @Override
        public void heard(EnvelopeView envelope, VoiceFrameView frame) {
            int marks = frame.marks();
            incoming.of(frame.talker(), frame.channel());
            incoming.lease(frame.term(), frame.leaderTag(), frame.leaseSeq());
            incoming.media(frame.mediaSeq(), frame.mediaTime(), frame.level());
            incoming.marked(
                    (marks & VoiceFrame.FIRST) != 0, (marks & VoiceFrame.PRE_ROLL) != 0, (marks & VoiceFrame.RED) != 0);
            frame.opus(incoming.payload(), 0);
            media.get().remoteVoices().put(incoming.length(frame.opusLength()));
        }

        @Override
        public void stale(NodeId peer, long ofSeq, Fence highest) {
            var nack = new Nack(
                    NackReason.STALE,
                    MessageType.VOICE_FRAME.code(),
                    ofSeq,
                    ChannelTag.NONE,
                    highest,
                    LogPosition.START,
                    "");
            cluster.mail().send(peer, SessionTag.NONE, nack);
        }
    }

    /** The threads of the links. */
    private final class LinksOfNode implements Mail.Links {
        @Override
        public void up(NodeId peer) {
            silent.remove(peer);
            if (met.add(peer)) {
                newcomers.accept(peer);
            }
            here.all().forEach(stay -> send(peer, presence(stay.room(), stay.info(), false)));
            soon(NodeTrunk.this::turn);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // a look later on
        public void down(NodeId peer) {
            silent.add(peer);
            soon(() -> {
                control.lost(peer);
                meter.forget(peer);
                turn();
            });
            try {
                thread.schedule(() -> forget(peer), GONE_AFTER_MS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException _) {
                // closed
            }
        }
    }

    private void forget(NodeId peer) {
        if (silent.remove(peer)) {
            media.get().remoteRooms().nodeGone(peer.value());
        }
    }

    /** The relay thread. */
    private final class Ways implements RelayControl.Port {
        @Override
        public Map<NodeId, LinkCost> links() {
            var links = new TreeMap<NodeId, LinkCost>();
            var datagrams = cluster.datagrams();
            for (NodeId peer : cluster.mail().linked()) {
                int loss = datagrams == null ? 0 : meter.lossPermille(datagrams, peer);
                links.put(peer, new LinkCost(cluster.rttUs(peer), loss, 0));
            }
            return links;
        }

        @Override
        public Optional<NodeId> leader() {
            return cluster.leader();
        }

        @Override
        public void send(NodeId to, RelayReport report) {
            cluster.mail().send(to, SessionTag.NONE, report);
        }

        @Override
        public void routed(RelayRoute route) {
            router.route(route);
            if (route.upstream().isEmpty() && route.children().isEmpty()) {
                return;
            }
            log.info(
                    "Voice of other nodes comes from {}, and goes on to {}",
                    route.upstream()
                            .map(NodeId::shown)
                            .orElse(route.mesh() ? "each of them" : "nobody: this node leads"),
                    route.children().stream().map(NodeId::shown).toList());
        }
    }

    // What is shown

    /** From whom voice comes and to whom it goes. */
    public RelayRoute route() {
        return router.route();
    }

    /** What passed the link to that node. */
    public LinkTraffic.Counts traffic(NodeId node) {
        return router.traffic(node);
    }

    /** Is told of each node once, when its link is up for the first time. */
    public void onLink(Consumer<NodeId> listener) {
        newcomers = listener;
        met.forEach(listener);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
