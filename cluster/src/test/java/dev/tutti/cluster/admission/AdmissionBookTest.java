package dev.tutti.cluster.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.MemoryFacts;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionBookTest {
    private static final byte[] EXPORTER = new byte[32];
    private final NodeId self = NodeId.of(Entropy.seeded(1).bytes(32));
    private final NodeId stranger = NodeId.of(Entropy.seeded(2).bytes(32));
    private final MemoryFacts facts = new MemoryFacts();
    private Instant now = Instant.parse("2026-11-21T17:00:00Z");

    @Test
    void everythingIsKnownAgainAfterARestart() {
        var before = open();
        var invited = before.invite();
        before.ask(ask(Optional.empty()));

        var after = open();

        assertThat(after.members()).isEqualTo(before.members());
        assertThat(after.waiting()).isEqualTo(before.waiting()).hasSize(1);
        var proof = Invite.proof(Invite.keyOf(invited.code()), Invite.Side.JOINING, EXPORTER);
        assertThat(after.ask(ask(Optional.of(proof)))).isInstanceOf(Verdict.Admitted.class);
        assertThat(open().isMember(stranger)).isTrue();
        assertThat(open().ask(new Ask(
                        NodeId.of(Entropy.seeded(3).bytes(32)), "", "", true, Optional.of(proof), EXPORTER)))
                .as("used up, also after a restart")
                .isEqualTo(new Verdict.Refused(Verdict.Reason.INVITE_REFUSED));
    }

    @Test
    void whoAsksAgainAndAgainWritesOnce() {
        var book = open();
        book.ask(ask(Optional.empty()));
        long writes = facts.writes();

        for (int i = 0; i < 100; i++) {
            book.ask(ask(Optional.empty()));
        }

        assertThat(facts.writes()).isEqualTo(writes);
    }

    @Test
    void whoLooksAfterItIsToldOfEachChange() {
        var book = open();
        var told = new AtomicInteger();
        book.onChange(told::incrementAndGet);

        book.ask(ask(Optional.empty()));
        book.admit(stranger);
        book.remove(stranger);
        book.remove(stranger);
        book.merge(List.of());

        assertThat(told).hasValue(3);
        assertThat(book.isRemoved(stranger)).isTrue();
    }

    @Test
    void anInviteEndsAfterItsHour() {
        var book = open();
        var invited = book.invite();
        now = invited.expiresAt();

        var proof = Invite.proof(Invite.keyOf(invited.code()), Invite.Side.JOINING, EXPORTER);

        assertThat(book.ask(ask(Optional.of(proof)))).isInstanceOf(Verdict.Refused.class);
    }

    private Ask ask(Optional<byte[]> proof) {
        return new Ask(stranger, "Stage", "10.0.0.2:7883", true, proof, EXPORTER);
    }

    private AdmissionBook open() {
        return AdmissionBook.open(facts, new AdmissionBook.Self(self, "Booth"), Set.of(), () -> now, Entropy.system());
    }
}
