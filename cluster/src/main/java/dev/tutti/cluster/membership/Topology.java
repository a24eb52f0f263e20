package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.foundation.Epoch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest heartbeat of each node and the graph of links that both ends report (E1, E2). A component has at most 32
 * nodes; sets of nodes are bits of a number, and bit 0 is this node.
 */
final class Topology {
    static final int MAX_NODES = 32;
    private static final int ME = 1;

    private final ElectionTimes times;
    private final ElectionRules rules;
    private final List<Member> members = new ArrayList<>();
    private int component = ME;
    private boolean changed;
    private boolean ownLinksChanged;

    /** What a heartbeat was worth. */
    enum Acceptance {
        /** Another was newer. */
        OLD,
        /** Its node hears the same as before. */
        NEWS,
        /** Its node's links have changed. */
        NEW_LINKS
    }

    /** A node that this one knows of. */
    static final class Member {
        final long tag;
        final int slot;
        /** Null for this node itself. */
        final @Nullable Neighbor direct;

        @Nullable Heartbeat last;

        private long receivedAtNs;
        private int heard;
        private boolean fresh;

        private Member(long tag, int slot, @Nullable Neighbor direct) {
            this.tag = tag;
            this.slot = slot;
            this.direct = direct;
        }

        int bit() {
            return 1 << slot;
        }

        /** Fresh news only. */
        @Nullable Heartbeat news() {
            return fresh ? last : null;
        }
    }

    Topology(long self, ElectionTimes times, ElectionRules rules) {
        this.times = times;
        this.rules = rules;
        members.add(new Member(self, 0, null));
    }

    @Nullable Member find(long tag) {
        for (Member member : members) {
            if (member.tag == tag) {
                return member;
            }
        }
        return null;
    }

    /** Null when there are too many. */
    @Nullable Member know(long tag, long nowNs) {
        Member known = find(tag);
        if (known != null || members.size() >= MAX_NODES) {
            return known;
        }
        var added = new Member(tag, members.size(), new Neighbor(tag, times, nowNs));
        members.add(added);
        return added;
    }

    List<Member> others() {
        return members.subList(1, members.size());
    }

    /** Whom I hear directly, for my heartbeat. */
    List<Long> heard() {
        var tags = new ArrayList<Long>();
        for (Member member : others()) {
            if (member.direct != null && member.direct.isHeard()) {
                tags.add(member.tag);
            }
        }
        return tags;
    }

    /** A heartbeat came directly: what it says of the link holds before anything else of it counts. */
    void heardDirectly(Member from, Heartbeat heartbeat, long nowNs) {
        Neighbor direct = from.direct;
        if (direct != null) {
            boolean before = direct.isHeard();
            direct.heartbeat(heartbeat.bootId(), heartbeat.number(), nowNs);
            if (before != direct.isHeard()) {
                changed = true;
                ownLinksChanged = true;
            }
        }
    }

    /** Keeps the heartbeat when it is newer than what is known. */
    Acceptance accept(Member origin, Heartbeat heartbeat, long nowNs) {
        Heartbeat last = origin.last;
        boolean newer = last == null
                || heartbeat.bootId() > last.bootId()
                || (heartbeat.bootId() == last.bootId() && heartbeat.number() > last.number());
        if (!newer) {
            return Acceptance.OLD;
        }
        boolean sameLinks = last != null && origin.fresh && last.heard().equals(heartbeat.heard());
        origin.last = heartbeat;
        origin.receivedAtNs = nowNs;
        if (!sameLinks) {
            origin.fresh = true;
            origin.heard = bits(heartbeat.heard(), nowNs);
            changed = true;
        }
        return sameLinks ? Acceptance.NEWS : Acceptance.NEW_LINKS;
    }

    private int bits(List<Long> tags, long nowNs) {
        int bits = 0;
        for (long tag : tags) {
            Member member = know(tag, nowNs);
            if (member != null) {
                bits |= member.bit();
            }
        }
        return bits;
    }

    /** Lets silent links and old news go; true when my own list of links is another one now. */
    boolean doWork(long nowNs) {
        boolean mine = ownLinksChanged;
        ownLinksChanged = false;
        for (Member member : others()) {
            if (member.direct != null && member.direct.doWork(nowNs)) {
                changed = true;
                mine = true;
            }
            if (member.fresh && nowNs - member.receivedAtNs >= times.silenceNs()) {
                member.fresh = false;
                changed = true;
            }
        }
        return mine;
    }

    private int reachable() {
        if (changed) {
            changed = false;
            component = reach(ME);
        }
        return component;
    }

    /** Direct peers that have been quiet for so long that they are asked before their silence is believed. */
    List<Long> quiet(long nowNs) {
        var tags = new ArrayList<Long>();
        for (Member member : others()) {
            if (member.direct != null && member.direct.isToBeAsked(nowNs)) {
                tags.add(member.tag);
            }
        }
        return tags;
    }

    /** That peer answered, directly. */
    void answered(Member peer, long nowNs) {
        if (peer.direct != null) {
            peer.direct.answered(nowNs);
        }
        if (peer.fresh) {
            peer.receivedAtNs = nowNs;
        }
    }

    /** Its process is gone: who has not noticed yet is no way to it. Any newer word of it is believed again. */
    void gone(Member member, long nowNs) {
        member.fresh = false;
        changed = true;
        if (member.direct != null) {
            member.direct.down(nowNs);
            ownLinksChanged = true;
        }
    }

    /** This node did not listen for a while: nobody else was silent. */
    void forgive(long nowNs) {
        for (Member member : others()) {
            if (member.direct != null) {
                member.direct.forgive(nowNs);
            }
            if (member.fresh) {
                member.receivedAtNs = nowNs;
            }
        }
    }

    private int reach(int from) {
        int seen = from;
        int border = from;
        while (border != 0) {
            Member next = members.get(Integer.numberOfTrailingZeros(border));
            border &= border - 1;
            if (next.slot == 0 || rules.seesBeyondNeighbours()) {
                int found = linksOf(next) & ~seen;
                seen |= found;
                border |= found;
            }
        }
        return seen;
    }

    /** Nodes with which that one has a link that counts. */
    private int linksOf(Member one) {
        int links = 0;
        for (Member other : members) {
            boolean known = (one.slot == 0 || one.fresh) && (other.slot == 0 || other.fresh);
            if (other != one && known && rules.linkCounts(hears(one, other), hears(other, one))) {
                links |= other.bit();
            }
        }
        return links;
    }

    private static boolean hears(Member one, Member other) {
        if (one.slot == 0) {
            return other.direct != null && other.direct.isHeard();
        }
        return (one.heard & other.bit()) != 0;
    }

    boolean contains(long tag) {
        Member member = find(tag);
        return member != null && (reachable() & member.bit()) != 0;
    }

    boolean isAlone() {
        return reachable() == ME;
    }

    /** The others of my component that have fresh news. */
    List<Member> component() {
        var found = new ArrayList<Member>();
        for (Member member : others()) {
            if ((reachable() & member.bit()) != 0) {
                found.add(member);
            }
        }
        return found;
    }

    /** Direct peers that do not hear that origin themselves, so that its news are passed on to them. */
    List<Long> deafTo(Member origin, long cameFrom) {
        var tags = new ArrayList<Long>();
        int deaf = linksOf(members.getFirst()) & ~linksOf(origin) & ~origin.bit();
        for (Member peer : others()) {
            if (peer.tag != cameFrom && (deaf & peer.bit()) != 0) {
                tags.add(peer.tag);
            }
        }
        return tags;
    }

    /** News of others that this direct peer no longer hears itself, as its own news just said. */
    List<Heartbeat> missedBy(Member peer) {
        var missed = new ArrayList<Heartbeat>();
        int links = linksOf(peer);
        if ((linksOf(members.getFirst()) & peer.bit()) != 0) {
            for (Member origin : others()) {
                Heartbeat news = origin.news();
                if (news != null && origin != peer && (links & origin.bit()) == 0) {
                    missed.add(news);
                }
            }
        }
        return missed;
    }

    /** The direct peers whose links count. */
    List<Long> neighbours() {
        var tags = new ArrayList<Long>();
        int links = linksOf(members.getFirst());
        for (Member peer : others()) {
            if ((links & peer.bit()) != 0) {
                tags.add(peer.tag);
            }
        }
        return tags;
    }

    /** The direct peer on a shortest way to that node; the node itself when no way is known. */
    long nextHop(long target) {
        Member goal = find(target);
        int mine = linksOf(members.getFirst());
        if (goal == null || (mine & goal.bit()) != 0) {
            return target;
        }
        // From the goal outwards, so that the first of my neighbours that is met is on a shortest way.
        int seen = goal.bit() | ME;
        int border = goal.bit();
        while (border != 0) {
            int next = 0;
            for (int left = border; left != 0; left &= left - 1) {
                next |= linksOf(members.get(Integer.numberOfTrailingZeros(left)));
            }
            border = next & ~seen;
            seen |= border;
            if ((border & mine) != 0) {
                return members.get(Integer.numberOfTrailingZeros(border & mine)).tag;
            }
        }
        return target;
    }

    /** The highest term that anybody in my component has adopted. */
    long highestTerm() {
        long highest = 0;
        for (Member member : component()) {
            if (member.last != null) {
                Epoch epoch = member.last.epoch();
                highest = Long.compareUnsigned(epoch.term(), highest) > 0 ? epoch.term() : highest;
            }
        }
        return highest;
    }
}
