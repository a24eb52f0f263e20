package dev.tutti.cluster.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.admission.Verdict.Admitted;
import dev.tutti.cluster.admission.Verdict.Pending;
import dev.tutti.cluster.admission.Verdict.Reason;
import dev.tutti.cluster.admission.Verdict.Refused;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdmissionDeciderTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final byte[] EXPORTER = Entropy.seeded(3).bytes(32);
    private static final InviteCode CODE = InviteCode.draw(Entropy.seeded(4));
    private static final NodeId SELF = node(1);
    private static final NodeId STRANGER = node(2);

    private final AdmissionState alone = state(Set.of());

    @Test
    void aStrangerWaitsForTheOperatorWhoseYesLetsItIn() {
        var asked = AdmissionDecider.decide(alone, ask(STRANGER), NOW);
        assertThat(asked.verdict()).isEqualTo(new Pending());
        assertThat(asked.state().isMember(STRANGER)).isFalse();

        var yes = AdmissionDecider.yes(asked.state(), STRANGER, NOW).orElseThrow();

        assertThat(yes.verdict()).isInstanceOf(Admitted.class);
        assertThat(yes.state().waiting()).isEmpty();
        assertThat(yes.state().members().get(STRANGER))
                .isEqualTo(Member.admitted(STRANGER, "Stage left", "10.0.0.2:7883", Member.By.OPERATOR, NOW));
        assertThat(AdmissionDecider.decide(yes.state(), ask(STRANGER), NOW).verdict())
                .isInstanceOf(Admitted.class);
    }

    @Test
    void theOperatorCannotAdmitWhoNeverAsked() {
        assertThat(AdmissionDecider.yes(alone, STRANGER, NOW)).isEmpty();
        assertThat(AdmissionDecider.no(alone, STRANGER)).isEmpty();
    }

    @Test
    void whoIsForgottenAfterAnHourHasToAskAgain() {
        var asked = AdmissionDecider.decide(alone, ask(STRANGER), NOW).state();

        assertThat(AdmissionDecider.yes(asked, STRANGER, NOW + AdmissionDecider.WAITING_MS))
                .isEmpty();
    }

    @Test
    void whoDoesNotAskToJoinIsNotPutOnTheOperatorsList() {
        var ask = new Ask(STRANGER, "x", "", false, Optional.empty(), EXPORTER);

        var decision = AdmissionDecider.decide(alone, ask, NOW);

        assertThat(decision.verdict()).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(decision.state().waiting()).isEmpty();
    }

    @Test
    void anInviteLetsOneNodeInOnce() {
        var open = AdmissionDecider.invited(alone, Invite.open(CODE, NOW + 1000), NOW);

        var first = AdmissionDecider.decide(open, invited(STRANGER, CODE), NOW);
        assertThat(first.verdict()).isInstanceOf(Admitted.class);
        assertThat(((Admitted) first.verdict()).inviteKey()).hasValue(Invite.keyOf(CODE));

        var second = AdmissionDecider.decide(first.state(), invited(node(3), CODE), NOW);
        assertThat(second.verdict()).isEqualTo(new Refused(Reason.INVITE_REFUSED));
    }

    /** Its connection broke before it knew: the inviting side proves itself by the same invite again. */
    @Test
    void whoCameInByAnInviteMayShowItAgain() {
        var open = AdmissionDecider.invited(alone, Invite.open(CODE, NOW + 1000), NOW);
        var in = AdmissionDecider.decide(open, invited(STRANGER, CODE), NOW).state();

        var again = AdmissionDecider.decide(in, invited(STRANGER, CODE), NOW);

        assertThat(((Admitted) again.verdict()).inviteKey()).hasValue(Invite.keyOf(CODE));
    }

    /** The operator was quicker: the invite is used up all the same, and its holder gets the proof that it waits for. */
    @Test
    void aMemberThatShowsAnOpenInviteUsesItUp() {
        var asked = AdmissionDecider.decide(alone, ask(STRANGER), NOW).state();
        var in = AdmissionDecider.yes(asked, STRANGER, NOW).orElseThrow().state();
        var open = AdmissionDecider.invited(in, Invite.open(CODE, NOW + 1000), NOW);

        var decision = AdmissionDecider.decide(open, invited(STRANGER, CODE), NOW);

        assertThat(((Admitted) decision.verdict()).inviteKey()).hasValue(Invite.keyOf(CODE));
        assertThat(AdmissionDecider.decide(decision.state(), invited(node(3), CODE), NOW)
                        .verdict())
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
    }

    @Test
    void anInviteEndsAndAWrongOrReplayedProofIsNone() {
        var open = AdmissionDecider.invited(alone, Invite.open(CODE, NOW + 1000), NOW);

        assertThat(AdmissionDecider.decide(open, invited(STRANGER, CODE), NOW + 1000)
                        .verdict())
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
        assertThat(AdmissionDecider.decide(open, invited(STRANGER, InviteCode.draw(Entropy.seeded(9))), NOW)
                        .verdict())
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
        var elsewhere = Invite.proof(Invite.keyOf(CODE), Invite.Side.JOINING, new byte[32]);
        assertThat(AdmissionDecider.decide(open, proven(STRANGER, elsewhere), NOW)
                        .verdict())
                .as("overheard on another connection")
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
        var reflected = Invite.proof(Invite.keyOf(CODE), Invite.Side.INVITING, EXPORTER);
        assertThat(AdmissionDecider.decide(open, proven(STRANGER, reflected), NOW)
                        .verdict())
                .as("the other side's own proof, sent back")
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
    }

    @Test
    void theConfigurationLetsInWhomItNames() {
        var decision = AdmissionDecider.decide(state(Set.of(STRANGER)), ask(STRANGER), NOW);

        assertThat(decision.verdict()).isInstanceOf(Admitted.class);
        assertThat(decision.state().members().get(STRANGER))
                .extracting(Member::by)
                .isEqualTo(Member.By.ALLOWLIST);
    }

    @Test
    void whoWasRemovedStaysOutUntilTheOperatorOrAnInviteSaysOtherwise() {
        var allowed = AdmissionDecider.decide(state(Set.of(STRANGER)), ask(STRANGER), NOW)
                .state();
        var removed = AdmissionDecider.no(allowed, STRANGER).orElseThrow();

        assertThat(AdmissionDecider.decide(removed, ask(STRANGER), NOW).verdict())
                .isEqualTo(new Refused(Reason.REMOVED));
        assertThat(AdmissionDecider.yes(removed, STRANGER, NOW)
                        .orElseThrow()
                        .state()
                        .isMember(STRANGER))
                .isTrue();
        var open = AdmissionDecider.invited(removed, Invite.open(CODE, NOW + 1000), NOW);
        assertThat(AdmissionDecider.decide(open, invited(STRANGER, CODE), NOW)
                        .state()
                        .isMember(STRANGER))
                .isTrue();
    }

    @Test
    void aNodeWhoseIdBeginsAsAMembersIsRefused() {
        var twin = new NodeId(SELF.value().substring(0, 16) + "0".repeat(48));

        assertThat(AdmissionDecider.decide(alone, ask(twin), NOW).verdict()).isEqualTo(new Refused(Reason.TAG_TAKEN));
    }

    @Test
    void aFloodOfStrangersIsRefusedAndDrivesNobodyOut() {
        var state = alone;
        for (int i = 10; i < 10 + AdmissionState.MAX_WAITING; i++) {
            state = AdmissionDecider.decide(state, ask(node(i)), NOW).state();
        }

        var late = AdmissionDecider.decide(state, ask(STRANGER), NOW);

        assertThat(late.verdict()).isEqualTo(new Refused(Reason.CROWDED));
        assertThat(late.state().waiting()).hasSize(AdmissionState.MAX_WAITING).containsKey(node(10));
    }

    @Test
    void aFullClusterRefusesAndKeepsTheInvite() {
        var members = new ArrayList<Member>();
        for (int i = 10; i < 9 + AdmissionState.MAX_MEMBERS; i++) {
            members.add(Member.admitted(node(i), "n", "", Member.By.OPERATOR, NOW));
        }
        var full =
                AdmissionDecider.invited(AdmissionDecider.merged(alone, members), Invite.open(CODE, NOW + 1000), NOW);
        assertThat(full.present()).isEqualTo(AdmissionState.MAX_MEMBERS);

        var decision = AdmissionDecider.decide(full, invited(STRANGER, CODE), NOW);

        assertThat(decision.verdict()).isEqualTo(new Refused(Reason.FULL));
        assertThat(decision.state().invites()).hasSize(1);
    }

    @Test
    void ofTooManyInvitesTheOldestEnds() {
        var state = alone;
        for (int i = 0; i <= AdmissionState.MAX_INVITES; i++) {
            state = AdmissionDecider.invited(
                    state, Invite.open(InviteCode.draw(Entropy.seeded(100 + i)), NOW + 1000), NOW);
        }

        assertThat(state.invites()).hasSize(AdmissionState.MAX_INVITES);
        assertThat(AdmissionDecider.decide(state, invited(STRANGER, InviteCode.draw(Entropy.seeded(100))), NOW)
                        .verdict())
                .isEqualTo(new Refused(Reason.INVITE_REFUSED));
    }

    /** In whatever order nodes meet, they end with the same list. */
    @Test
    void joiningListsIsTheSameInEveryOrder() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new SplittableRandom(seed);
            var entries = new ArrayList<Member>();
            for (int i = 0; i < 12; i++) {
                entries.add(new Member(
                        node(10 + random.nextInt(4)),
                        "name " + random.nextInt(2),
                        "",
                        Member.By.of(random.nextInt(4)).orElseThrow(),
                        NOW + random.nextInt(2),
                        1 + random.nextInt(3),
                        random.nextBoolean()));
            }
            var shuffled = new ArrayList<>(entries);
            shuffle(shuffled, random);

            var one = AdmissionDecider.merged(alone, entries).members();
            var other = AdmissionDecider.merged(AdmissionDecider.merged(alone, shuffled.subList(0, 6)), shuffled)
                    .members();

            assertThat(other).as("seed " + seed).isEqualTo(one);
        }
    }

    @Test
    void aPeerCannotFillTheList() {
        var many = new ArrayList<Member>();
        for (int i = 0; i < 1_000; i++) {
            many.add(new Member(node(1_000 + i), "n", "", Member.By.INVITE, NOW, 1, i % 2 == 0));
        }

        var state = AdmissionDecider.merged(alone, many);

        assertThat(state.present()).isLessThanOrEqualTo(AdmissionState.MAX_MEMBERS);
        assertThat(state.members()).hasSizeLessThanOrEqualTo(AdmissionState.MAX_MEMBERS + AdmissionState.MAX_REMOVED);
        assertThat(state.isMember(SELF)).isTrue();
    }

    @Test
    void aStrangersNameIsMadeFitForATerminal() {
        var ask = new Ask(STRANGER, "\u001b[2Jbad\u202ename\n", "no address\n", true, Optional.empty(), EXPORTER);

        assertThat(ask.name()).isEqualTo("[2Jbadname");
        assertThat(ask.address()).isEmpty();
    }

    private static void shuffle(List<Member> entries, SplittableRandom random) {
        for (int i = entries.size() - 1; i > 0; i--) {
            Collections.swap(entries, i, random.nextInt(i + 1));
        }
    }

    private static AdmissionState state(Set<NodeId> allowed) {
        var self = Member.admitted(SELF, "Booth", "", Member.By.FOUNDER, NOW);
        return new AdmissionState(Map.of(SELF, self), List.of(), Map.of(), new HashSet<>(allowed));
    }

    private static Ask ask(NodeId node) {
        return new Ask(node, "Stage left", "10.0.0.2:7883", true, Optional.empty(), EXPORTER);
    }

    private static Ask invited(NodeId node, InviteCode code) {
        return proven(node, Invite.proof(Invite.keyOf(code), Invite.Side.JOINING, EXPORTER));
    }

    private static Ask proven(NodeId node, byte[] proof) {
        return new Ask(node, "Stage left", "10.0.0.2:7883", true, Optional.of(proof), EXPORTER);
    }

    private static NodeId node(long seed) {
        return NodeId.of(Entropy.seeded(seed).bytes(32));
    }
}
