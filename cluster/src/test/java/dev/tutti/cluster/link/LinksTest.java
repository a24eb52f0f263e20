package dev.tutti.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.Eventually;
import dev.tutti.cluster.admission.Member;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.LinkMessage.Nack;
import dev.tutti.wire.LogPosition;
import dev.tutti.wire.NackReason;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Timing;
import dev.tutti.wire.sealed.SealedVerdict;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes on loopback, with real sockets and real TLS. */
class LinksTest {
    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stopNodes() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void anInvitedNodeJoinsAndBothSpeakInOrder() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();

        guest.join(host, Optional.of(host.admission.invite().code()));

        linked(host, guest);
        assertThat(guest.shared.cluster()).isEqualTo(host.shared.cluster());
        assertThat(guest.applied).containsExactly(TestNode.credentials(host.id()));
        assertThat(host.applied).isEmpty();
        assertThat(guest.admission.isMember(host.id())).isTrue();
        // What a link still had to send is lost when another takes its place: by now one is left.
        Eventually.holds("they are calm", () -> guest.links().rttUs(host.id()) > 0);
        for (int i = 0; i < 500; i++) {
            assertThat(guest.links().send(host.id(), envelope(guest, i))).isTrue();
        }
        for (int i = 0; i < 500; i++) {
            assertThat(host.received.poll(60, TimeUnit.SECONDS)).isEqualTo(envelope(guest, i));
        }
    }

    @Test
    void aWrongCodeIsRefusedAndNothingIsShared() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        host.admission.invite();

        guest.join(host, Optional.of(InviteCode.draw(Entropy.seeded(99))));

        Eventually.holds("the host refuses", () -> host.count(LinkEvent.REFUSED_ADMISSION) >= 2);
        assertThat(host.isLinkedTo(guest)).isFalse();
        assertThat(guest.shared.cluster()).isNotEqualTo(host.shared.cluster());
        assertThat(guest.applied).isEmpty();
    }

    @Test
    void aStrangerWithoutAnInviteWaitsForTheOperator() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();

        guest.join(host, Optional.empty());

        Eventually.holds("it waits", () -> !host.admission.waiting().isEmpty());
        assertThat(host.isLinkedTo(guest)).isFalse();
        assertThat(host.admission.waiting()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(guest.id());
            assertThat(one.name()).isEqualTo("node 2");
            assertThat(one.address()).isEqualTo("127.0.0.1:" + guest.port());
        });

        host.admission.admit(guest.id());

        linked(host, guest);
    }

    @Test
    void whoIsOnTheAllowlistComesIn() throws Exception {
        var guest = node(2).start();
        var host = new TestNode(1, folder, Set.of(guest.id()));
        nodes.add(host);
        host.start();

        guest.join(host, Optional.empty());

        linked(host, guest);
    }

    @Test
    void aStrangerThatDoesNotAskToJoinIsRefused() throws Exception {
        var host = node(1).start();
        var stranger = node(2).start();

        stranger.links().reach("127.0.0.1", host.port());

        Eventually.holds("the host refuses", () -> host.count(LinkEvent.REFUSED_ADMISSION) >= 1);
        assertThat(host.admission.waiting()).isEmpty();
        assertThat(host.isLinkedTo(stranger)).isFalse();
    }

    @Test
    void nodesThatJoinedOneLearnOfEachOther() throws Exception {
        var host = node(1).start();
        var left = node(2).start();
        var right = node(3).start();
        left.join(host, Optional.of(host.admission.invite().code()));
        linked(host, left);
        right.join(host, Optional.of(host.admission.invite().code()));
        linked(host, right);

        linked(left, right);
        assertThat(left.admission.entries()).isEqualTo(host.admission.entries());
    }

    @Test
    void aMemberIsLinkedAgainAfterARestartWithoutJoining() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);

        guest.stop();
        Eventually.holds("the host notices", () -> !host.isLinkedTo(guest));
        var reborn = guest.reborn();
        nodes.add(reborn);
        reborn.start();

        linked(host, reborn);
        assertThat(reborn.shared.cluster()).isEqualTo(host.shared.cluster());
        assertThat(reborn.shared.state().credentials()).isEqualTo(TestNode.credentials(host.id()));
    }

    @Test
    void whoIsRemovedLosesItsLinkAndDoesNotComeBack() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);
        long refused = host.count(LinkEvent.REFUSED_ADMISSION);

        host.admission.remove(guest.id());

        Eventually.holds("the link is gone", () -> !host.isLinkedTo(guest) && !guest.isLinkedTo(host));
        Eventually.holds("it came back and was refused", () -> host.count(LinkEvent.REFUSED_ADMISSION) > refused);
        assertThat(host.isLinkedTo(guest)).isFalse();
    }

    @Test
    void aNodeThatRunsWithOtherTimesHasNoLinkAndBothSayWhy() throws Exception {
        var host = node(1).start();
        var third = node(3).start();
        third.join(host, Optional.of(host.admission.invite().code()));
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, third);
        linked(host, guest);
        guest.stop();
        Eventually.holds("the host notices", () -> !host.isLinkedTo(guest));

        var frugal = guest.reborn(Timing.FRUGAL);
        nodes.add(frugal);
        frugal.start();

        Eventually.holds("both refuse, again and again", () -> refusedTiming(host) >= 3 && refusedTiming(frugal) >= 3);
        assertThat(frugal.links().up()).isEmpty();
        assertThat(host.isLinkedTo(frugal)).isFalse();
        assertThat(host.isLinkedTo(third)).isTrue();
        Eventually.holds("the host shows it", () -> said(host, frugal).contains("it runs with timing = frugal"));
        Eventually.holds("the other, too", () -> said(frugal, host).contains("this node with timing = frugal"));

        frugal.stop();
        var again = frugal.reborn(Timing.FAST);
        nodes.add(again);
        again.start();

        linked(host, again);
    }

    private static long refusedTiming(TestNode node) {
        return node.count(LinkEvent.REFUSED_TIMING);
    }

    /** What that node shows of the other one's times; nothing when that is not why there is no link. */
    private static String said(TestNode at, TestNode of) {
        return at.links().views().stream()
                .filter(view -> view.otherTiming() && view.node().equals(Optional.of(of.id())))
                .map(LinkView::why)
                .findFirst()
                .orElse("");
    }

    /** Both dial at once, again and again: there is one link, and both ends mean the same one. */
    @Test
    void ofTwoThatDialEachOtherOneLinkStays() throws Exception {
        var one = node(1).start();
        var other = node(2).start();
        other.join(one, Optional.of(one.admission.invite().code()));
        linked(one, other);

        for (int round = 0; round < 5; round++) {
            one.stop();
            other.stop();
            var first = one.reborn();
            var second = other.reborn();
            nodes.add(first);
            nodes.add(second);
            first.start();
            second.start();
            first.links().reach("127.0.0.1", second.port());
            second.links().reach("127.0.0.1", first.port());
            linked(first, second);
            Eventually.holds("both ends mean the same link", () -> speaks(first, second) && speaks(second, first));
            one = first;
            other = second;
        }
    }

    private static boolean speaks(TestNode from, TestNode to) {
        var envelope = envelope(from, 7);
        if (!from.links().send(to.id(), envelope)) {
            return false;
        }
        try {
            return to.received.poll(1, TimeUnit.SECONDS) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void datagramsOfLinkedNodesArriveSealed() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        assertThat(guest.links().sendDatagram(host.id(), ByteBuffer.wrap(new byte[10])))
                .as("before there is a link")
                .isFalse();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);

        assertThat(guest.links().sendDatagram(host.id(), ByteBuffer.wrap(envelope(guest, 1))))
                .isTrue();
        assertThat(host.links().sendDatagram(guest.id(), ByteBuffer.wrap(envelope(host, 2))))
                .isTrue();

        assertThat(host.datagrams.poll(60, TimeUnit.SECONDS)).isEqualTo(envelope(guest, 1));
        assertThat(guest.datagrams.poll(60, TimeUnit.SECONDS)).isEqualTo(envelope(host, 2));
        assertThat(host.udp().counters().of(SealedVerdict.OPENED)).isEqualTo(1);
    }

    @Test
    void aLinkTellsItsRoundTrip() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);

        Eventually.holds("a ping came back", () -> host.links().rttUs(guest.id()) > 0);
    }

    @Test
    void aNodeInAClusterOfSeveralDoesNotLeaveItForAnother() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);
        var other = node(3).start();

        host.join(other, Optional.of(other.admission.invite().code()));

        Eventually.holds("it is refused", () -> other.count(LinkEvent.REFUSED_ADMISSION) >= 1);
        assertThat(host.shared.cluster()).isEqualTo(guest.shared.cluster());
        assertThat(host.isLinkedTo(other)).isFalse();
    }

    @Test
    void aNodeThatIsGoneIsToldAsRefused() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);

        // Both have dialled by then, and one of their links is left.
        Eventually.holds("they are calm", () -> host.links().rttUs(guest.id()) > 0);
        guest.stop();

        Eventually.holds(
                "its door is shut",
                () -> host.events.contains("refused " + guest.id().shown()));
        assertThat(host.events).contains("down " + guest.id().shown() + " GOODBYE");
    }

    /** A third of the entries were made elsewhere: members of any node are members of all. */
    @Test
    void anOperatorsWordSpreads() throws Exception {
        var host = node(1).start();
        var guest = node(2).start();
        guest.join(host, Optional.of(host.admission.invite().code()));
        linked(host, guest);
        var absent = NodeId.of(Entropy.seeded(77).bytes(32));

        guest.admission.trust(absent, "absent", "", Member.By.OPERATOR);
        Eventually.holds("the host knows", () -> host.admission.isMember(absent));
        host.admission.remove(absent);
        Eventually.holds("the guest knows", () -> guest.admission.isRemoved(absent));
    }

    private static byte[] envelope(TestNode from, int number) {
        var nack = new Nack(NackReason.OTHER, 0, number, ChannelTag.NONE, Epoch.NONE.fence(0), LogPosition.START, "");
        return new LinkMessages(NodeTag.of(from.id()), () -> 0L).encode(nack);
    }

    private TestNode node(long seed) throws Exception {
        var node = new TestNode(seed, folder);
        nodes.add(node);
        return node;
    }

    private static void linked(TestNode one, TestNode other) {
        Eventually.holds("they are linked", () -> one.isLinkedTo(other) && other.isLinkedTo(one));
    }
}
