package dev.tutti.cluster.relay;

import dev.tutti.cluster.relay.RelayChoice.Way;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.VoiceMessage.RelayReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Chooses from whom this node takes voice and knows who takes it from here; one owner thread, time comes as an argument. */
public final class RelayControl {
    static final long REPORT_NS = TimeUnit.SECONDS.toNanos(1);
    /** A report that is older says nothing any more. */
    static final long FRESH_NS = TimeUnit.MILLISECONDS.toNanos(3_500);
    /** So long another way must have been worth it. */
    static final long CALM_NS = TimeUnit.SECONDS.toNanos(3);
    /** Of those who take from a node that does too much, one in so many seconds leaves. */
    private static final int STAGGER = 4;

    private final Setup setup;
    private final Map<NodeId, Heard> reports = new HashMap<>();
    private @Nullable NodeId upstream;
    private @Nullable NodeId better;
    private long betterSinceNs;
    private long number;
    private long reportDueNs;
    private @Nullable RelayReport said;
    private RelayRoute route = RelayRoute.ALONE;
    private int signalDb;

    /**
     * What it is made of.
     *
     * @param maxChildren how many nodes this one can relay to
     * @param signalDb how weak this node's own radio is now, as in {@link LinkCost}; asked with each report
     */
    public record Setup(NodeId self, long bootId, int maxChildren, IntSupplier signalDb, Port port) {}

    /** What the control needs of its node. */
    public interface Port {
        /** Who has a direct link, and how good it is; in the order of ids. */
        Map<NodeId, LinkCost> links();

        /** Who leads, if anybody does. */
        Optional<NodeId> leader();

        void send(NodeId to, RelayReport report);

        /** Voice goes these ways from now on. */
        void routed(RelayRoute route);
    }

    private record Heard(RelayReport report, long atNs) {}

    public RelayControl(Setup setup) {
        this.setup = setup;
        signalDb = setup.signalDb().getAsInt();
    }

    public RelayRoute route() {
        return route;
    }

    /** What that node said last of itself. */
    public Optional<RelayReport> report(NodeId of) {
        return Optional.ofNullable(reports.get(of)).map(Heard::report);
    }

    public void received(NodeId from, RelayReport report, long nowNs) {
        Heard before = reports.get(from);
        boolean old = before != null
                && before.report().bootId() == report.bootId()
                && before.report().number() >= report.number();
        if (!old) {
            reports.put(from, new Heard(report, nowNs));
        }
    }

    /** That node's link is down: what it said does not hold any more. */
    public void lost(NodeId node) {
        reports.remove(node);
    }

    /** Everything that time, links and reports bring. */
    public void doWork(long nowNs) {
        reports.values().removeIf(heard -> nowNs - heard.atNs() >= FRESH_NS);
        var links = setup.port().links();
        var leader = setup.port().leader().orElse(null);
        Way way = leader == null || leader.equals(setup.self()) ? null : choose(leader, options(links), nowNs);
        upstream = way == null ? null : way.upstream();
        boolean leads = setup.self().equals(leader);
        take(links, leads, way != null);
        say(links, leads, way, nowNs);
    }

    private List<RelayOption> options(Map<NodeId, LinkCost> links) {
        var options = new ArrayList<RelayOption>();
        links.forEach((node, cost) -> {
            Heard heard = reports.get(node);
            options.add(new RelayOption(
                    node, NodeTag.of(node), weaker(cost, heard), heard == null ? null : heard.report()));
        });
        return options;
    }

    private LinkCost weaker(LinkCost cost, @Nullable Heard heard) {
        int there = heard == null ? 0 : heard.report().signalDb();
        int radio = Math.max(cost.signalDb(), Math.max(signalDb, there));
        return new LinkCost(cost.rttUs(), cost.lossPermille(), radio);
    }

    private @Nullable Way choose(NodeId leader, List<RelayOption> options, long nowNs) {
        var choice = new RelayChoice(NodeTag.of(setup.self()), leader, options);
        NodeId taken = upstream;
        Way now = taken == null ? null : choice.over(taken);
        Way best = choice.best(taken).orElse(null);
        if (now == null || best == null || best.upstream().equals(now.upstream())) {
            better = null;
            return now == null ? best : now;
        }
        boolean leaves = choice.isOverloaded(now.upstream()) ? isMyTurn(nowNs) : choice.isWorthIt(now, best);
        if (!leaves) {
            better = null;
        } else if (!best.upstream().equals(better)) {
            better = best.upstream();
            betterSinceNs = nowNs;
        } else if (nowNs - betterSinceNs >= CALM_NS || choice.isOverloaded(now.upstream())) {
            better = null;
            return best;
        }
        return now;
    }

    /** Not all at once: each has its second. */
    private boolean isMyTurn(long nowNs) {
        long turn = Math.floorMod(nowNs / REPORT_NS, (long) STAGGER);
        return better != null || turn == Math.floorMod(NodeTag.of(setup.self()).value(), (long) STAGGER);
    }

    private void take(Map<NodeId, LinkCost> links, boolean leads, boolean hasWay) {
        boolean mesh = !leads && !hasWay;
        var children = new ArrayList<NodeId>();
        for (NodeId node : links.keySet()) {
            Heard heard = reports.get(node);
            boolean takesFromHere = heard != null
                    && heard.report().upstream().equals(NodeTag.of(setup.self()))
                    && !node.equals(upstream);
            if (mesh || takesFromHere) {
                children.add(node);
            }
        }
        var next = new RelayRoute(Optional.ofNullable(upstream), children, mesh);
        if (!next.equals(route)) {
            route = next;
            setup.port().routed(next);
        }
    }

    private void say(Map<NodeId, LinkCost> links, boolean leads, @Nullable Way way, long nowNs) {
        int hops = leads ? 0 : way == null ? RelayReport.NO_WAY : way.hops();
        long pathUs = way == null ? 0 : Math.min(way.pathUs(), 0xFFFF_FFFFL);
        int load = route.mesh() ? 0 : Math.min(0xFFFF, route.children().size() * 1_000 / setup.maxChildren());
        var tag = way == null ? NodeTag.NONE : NodeTag.of(way.upstream());
        RelayReport last = said;
        boolean news = last == null
                || !last.upstream().equals(tag)
                || last.hops() != hops
                || (load > 1_000) != (last.loadPermille() > 1_000);
        if (news || nowNs - reportDueNs >= 0) {
            reportDueNs = nowNs + REPORT_NS;
            signalDb = setup.signalDb().getAsInt();
            var report = new RelayReport(setup.bootId(), ++number, tag, hops, pathUs, load, signalDb);
            said = report;
            links.keySet().forEach(node -> setup.port().send(node, report));
        }
    }
}
