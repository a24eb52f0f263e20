package dev.tutti.benchmarks.floor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FloorLedgerTest {
    private final FloorLedger ledger = new FloorLedger();

    @Test
    void oneAfterTheOtherIsNoConflict() {
        ledger.granted("all", "ann", "1-a-1");
        ledger.released("all", "ann");
        ledger.granted("all", "bob", "1-a-2");
        assertThat(ledger.conflicts()).isZero();
        assertThat(ledger.grants()).isEqualTo(2);
    }

    @Test
    void grantWhileAnotherHoldsIsAConflict() {
        ledger.granted("all", "ann", "1-a-1");
        ledger.granted("all", "bob", "1-a-2");
        assertThat(ledger.conflicts()).isEqualTo(1);
        ledger.released("all", "ann");
        assertThat(ledger.conflicts()).isEqualTo(1);
        assertThat(ledger.firstConflict()).contains("ann");
    }

    @Test
    void wordOfTheEndThatIsReadAfterTheNextGrantIsNoConflict() {
        ledger.granted("all", "ann", "1-a-1");
        ledger.granted("all", "bob", "1-a-2");
        ledger.revoked("all", "ann");
        assertThat(ledger.conflicts()).isZero();
        ledger.granted("all", "cid", "1-a-3");
        assertThat(ledger.conflicts()).isEqualTo(1);
    }

    @Test
    void aListenerWhoLostItsConnectionIsToldAnew() {
        ledger.announced("ear", "all", "ann", true);
        ledger.disconnected("ear");
        ledger.announced("ear", "all", "bob", true);
        assertThat(ledger.conflicts()).isZero();
    }

    @Test
    void channelsHaveFloorsOfTheirOwn() {
        ledger.granted("all", "ann", "1-a-1");
        ledger.granted("band", "bob", "1-a-1");
        assertThat(ledger.conflicts()).isZero();
    }

    @Test
    void fenceThatDoesNotRiseIsAConflict() {
        ledger.granted("all", "ann", "1-a-10");
        ledger.released("all", "ann");
        ledger.granted("all", "bob", "1-a-9");
        assertThat(ledger.conflicts()).isEqualTo(1);
    }

    @Test
    void fencesCompareByTermThenLeaderThenSequence() {
        assertThat(FloorLedger.compareFences("2-0-1", "1-ff-9")).isPositive();
        assertThat(FloorLedger.compareFences("1-10-1", "1-f-9")).isPositive();
        assertThat(FloorLedger.compareFences("1-ffffffffffffffff-1", "1-f-9")).isPositive();
        assertThat(FloorLedger.compareFences("1-a-7", "1-a-7")).isZero();
    }

    @Test
    void twoTalkersAnnouncedAtOnceAreAConflict() {
        ledger.announced("ear", "all", "ann", true);
        ledger.announced("ear", "all", "ann", false);
        ledger.announced("ear", "all", "bob", true);
        assertThat(ledger.conflicts()).isZero();
        ledger.announced("ear", "all", "cid", true);
        assertThat(ledger.conflicts()).isEqualTo(1);
    }

    @Test
    void aListenerWhoIsToldLaterThanAnotherIsNoConflict() {
        ledger.announced("quick", "all", "ann", true);
        ledger.announced("quick", "all", "ann", false);
        ledger.announced("quick", "all", "bob", true);
        ledger.announced("slow", "all", "ann", true);
        ledger.announced("slow", "all", "ann", false);
        ledger.announced("slow", "all", "bob", true);

        assertThat(ledger.conflicts()).isZero();
    }
}
