package dev.tutti.node.cluster;

import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.discovery.Announcement;
import dev.tutti.cluster.discovery.SightingBook;
import dev.tutti.cluster.link.LinkView;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.hub.HubNodes;
import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.MemberNode;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import dev.tutti.gateway.wire.NodeMessages.SeenNode;
import dev.tutti.gateway.wire.NodeMessages.WaitingNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the nodes to whoever looks after the hub, and does what he says. Thread-safe. */
public final class NodesDesk implements HubNodes {
    /** An id may be shortened to so much, as logs and lists show it. */
    private static final int MIN_PREFIX = 8;

    private static final double US_PER_MS = 1_000.0;

    private static final Logger log = LoggerFactory.getLogger(NodesDesk.class);

    private final NodeCluster cluster;
    private final Supplier<? extends PenGate> pen;
    private final Supplier<List<String>> origins;

    /** @param origins where pages reach the other nodes */
    public NodesDesk(NodeCluster cluster, Supplier<? extends PenGate> pen, Supplier<List<String>> origins) {
        this.cluster = cluster;
        this.pen = pen;
        this.origins = origins;
    }

    @Override
    public ClusterAnswer cluster() {
        return new ClusterDesk(cluster, pen.get()).answer();
    }

    @Override
    public NodesAnswer nodes() {
        var links = links();
        return new NodesAnswer(
                cluster.self().value(),
                cluster.shared().cluster().value(),
                cluster.shared().hub().value(),
                cluster.admission().members().stream()
                        .map(member -> view(member, links.get(member.id())))
                        .toList(),
                cluster.admission().waiting().stream()
                        .map(one -> new WaitingNode(
                                one.id().value(), one.name(), one.address(), Instant.ofEpochMilli(one.untilMs())))
                        .toList(),
                seen());
    }

    private Map<NodeId, LinkView> links() {
        var links = cluster.links();
        return (links == null ? List.<LinkView>of() : links.views())
                .stream()
                        .filter(link -> link.node().isPresent())
                        .collect(Collectors.toMap(
                                link -> link.node().orElseThrow(), Function.identity(), (one, _) -> one));
    }

    private MemberNode view(Member member, @Nullable LinkView link) {
        var live = link != null && link.up() ? link : null;
        boolean self = member.id().equals(cluster.self());
        var why = live != null || link == null || link.why().isEmpty() ? null : link.why();
        return new MemberNode(
                member.id().value(),
                member.name(),
                member.by().name().toLowerCase(Locale.ROOT),
                Instant.ofEpochMilli(member.sinceMs()),
                live != null ? "up" : self ? "self" : down(link),
                live == null ? null : live.address(),
                live != null && live.rttUs() > 0 ? live.rttUs() / US_PER_MS : null,
                why,
                version(member.id()),
                pen.get().place(member.id()).orElse(null));
    }

    private static String down(@Nullable LinkView link) {
        return link != null && link.otherTiming() ? "other_timing" : "down";
    }

    private @Nullable String version(NodeId node) {
        return node.equals(cluster.self())
                ? cluster.version()
                : cluster.sightings().fresh().stream()
                        .map(aged -> aged.sighting().announcement())
                        .filter(says -> says.node().equals(node))
                        .map(Announcement::version)
                        .findFirst()
                        .orElse(null);
    }

    /** One of each machine, however it was seen: the latest. */
    private List<SeenNode> seen() {
        var latest = new LinkedHashMap<NodeId, SightingBook.Aged>();
        for (var aged : cluster.sightings().fresh()) {
            latest.merge(
                    aged.sighting().announcement().node(),
                    aged,
                    (one, other) -> other.ageMs() < one.ageMs() ? other : one);
        }
        return latest.values().stream()
                .map(aged -> {
                    var sighting = aged.sighting();
                    var says = sighting.announcement();
                    return new SeenNode(
                            says.node().value(),
                            says.name(),
                            text(sighting.address()),
                            sighting.via().name().toLowerCase(Locale.ROOT),
                            aged.ageMs(),
                            says.version(),
                            cluster.admission().isMember(says.node()));
                })
                .toList();
    }

    private static String text(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[%s]:%d".formatted(host, address.getPort()) : host + ":" + address.getPort();
    }

    @Override
    public List<String> origins() {
        return origins.get();
    }

    @Override
    public NodeInviteAnswer invite() {
        var invited = cluster.admission().invite();
        return new NodeInviteAnswer(invited.code().value(), invited.expiresAt(), cluster.joinAt());
    }

    @Override
    public Optional<String> admit(String nodeId) {
        return find(nodeId)
                .filter(id -> cluster.admission()
                        .admit(id)
                        .filter(AdmissionBook::isYes)
                        .isPresent())
                .map(NodeId::value);
    }

    @Override
    public Optional<Removal> remove(String nodeId) {
        return find(nodeId).flatMap(this::remove);
    }

    private Optional<Removal> remove(NodeId id) {
        if (id.equals(cluster.hub())) {
            return Optional.of(new Removal(id.value(), Removed.IS_HUB));
        }
        if (id.equals(cluster.self())) {
            return Optional.of(new Removal(id.value(), Removed.IS_SELF));
        }
        return cluster.admission().remove(id) ? Optional.of(new Removal(id.value(), Removed.DONE)) : Optional.empty();
    }

    @Override
    public Anew copyAnew() {
        return pen.get().copyAnew();
    }

    @Override
    public Optional<Handover> makeHub(String nodeId) {
        return find(nodeId).filter(cluster.admission()::isMember).map(this::makeHub);
    }

    private Handover makeHub(NodeId node) {
        boolean own = node.equals(cluster.self());
        if (node.equals(cluster.hub())) {
            return Handover.ALREADY;
        }
        if (!own && !cluster.isHub()) {
            return Handover.ELSEWHERE;
        }
        if (own && hubIsUp()) {
            return Handover.HUB_IS_UP;
        }
        if (own && othersHaveMore()) {
            return Handover.OTHERS_HAVE_MORE;
        }
        if (!own && pen.get().isProvisional()) {
            return Handover.PROVISIONAL;
        }
        if (!own && !pen.get().layDown(node)) {
            return Handover.BEHIND;
        }
        try {
            cluster.handTo(node);
            return Handover.DONE;
        } catch (IOException e) {
            log.error("The hub's part stays where it is: the disk did not take the change", e);
            pen.get().takeUp();
            return Handover.BEHIND;
        }
    }

    /** Over a link of this node's own, or over other nodes. */
    private boolean hubIsUp() {
        return linked().contains(cluster.hub())
                || cluster.engine().view().members().contains(cluster.hub());
    }

    /** What was acknowledged on two disks is on the fullest of those that are left. */
    private boolean othersHaveMore() {
        return linked().stream().filter(cluster.admission()::isMember).anyMatch(pen.get()::mayHaveMore);
    }

    private List<NodeId> linked() {
        var links = cluster.links();
        return links == null ? List.of() : links.up();
    }

    /** The one node of that id, or of an id that begins so. */
    private Optional<NodeId> find(String text) {
        if (text.length() < MIN_PREFIX) {
            return Optional.empty();
        }
        var found = Stream.concat(
                        cluster.admission().waiting().stream().map(one -> one.id()),
                        cluster.admission().entries().stream().map(Member::id))
                .filter(id -> id.value().startsWith(text.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
