package dev.tutti.cluster.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.cluster.MemoryFacts;
import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.admission.Member;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedBookTest {
    private static final NodeId ONE = NodeId.of(Entropy.seeded(1).bytes(32));
    private static final NodeId TWO = NodeId.of(Entropy.seeded(2).bytes(32));

    @TempDir
    Path folder;

    private final Map<String, MemoryFacts> facts = new HashMap<>();
    private final List<Credentials> applied = new ArrayList<>();

    @Test
    void aNodeBeginsAClusterOfItsOwnAndKeepsItOverARestart() throws Exception {
        var first = open("one", ONE, credentials(1));
        var again = open("one", ONE, credentials(1));

        assertThat(again.cluster()).isEqualTo(first.cluster());
        assertThat(again.state().revision()).isEqualTo(1);
        assertThat(again.isAlone()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one/cluster.state"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theHubsNewConfigurationIsANewRevision() throws Exception {
        open("one", ONE, credentials(1));

        var book = open("one", ONE, credentials(2));

        assertThat(book.state().revision()).isEqualTo(2);
        assertThat(book.state().credentials()).isEqualTo(credentials(2));
    }

    @Test
    void whoJoinsTakesEverythingAndKeepsItOverARestart() throws Exception {
        var hub = open("one", ONE, credentials(1)).state();
        var book = open("two", TWO, credentials(2));

        book.join(hub.with(List.of(member(ONE), member(TWO))));

        assertThat(applied).containsExactly(credentials(1));
        var reborn = open("two", TWO, credentials(2));
        assertThat(reborn.cluster()).isEqualTo(hub.cluster());
        assertThat(reborn.hub()).isEqualTo(ONE);
        assertThat(reborn.state().credentials())
                .as("not its own configuration's")
                .isEqualTo(credentials(1));
        assertThat(reborn.isAlone()).isFalse();
    }

    @Test
    void onlyALaterRevisionOfTheSameClusterIsTaken() throws Exception {
        var book = open("one", ONE, credentials(1));
        var state = book.state();
        var later = new SharedState(state.cluster(), ONE, 1, 7, credentials(7), List.of());
        var foreign = new SharedState(ClusterId.draw(Entropy.seeded(5)), ONE, 9, 99, credentials(9), List.of());

        assertThat(book.offer(foreign)).isEqualTo(SharedBook.Outcome.FOREIGN);
        assertThat(book.offer(later)).isEqualTo(SharedBook.Outcome.CHANGED);
        assertThat(book.offer(later)).isEqualTo(SharedBook.Outcome.KNOWN);
        assertThat(book.offer(state)).isEqualTo(SharedBook.Outcome.KNOWN);

        assertThat(applied).containsExactly(credentials(7));
        assertThat(book.state().revision()).isEqualTo(7);
    }

    /** The old hub comes back with another configuration, however often: the word of the operator was later. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHubThatWasReplacedMeanwhileStaysReplaced(boolean smallerIdIsOld) throws Exception {
        boolean oneIsSmaller = ONE.compareTo(TWO) < 0;
        var old = smallerIdIsOld == oneIsSmaller ? ONE : TWO;
        var heir = old.equals(ONE) ? TWO : ONE;
        var hub = open("old", old, credentials(1));
        hub.offer(hub.state().with(List.of(member(heir))));
        var other = open("heir", heir, credentials(2));
        other.join(hub.state());
        other.handTo(heir);

        for (int restart = 3; restart < 6; restart++) {
            hub = open("old", old, credentials(restart));
            assertThat(hub.settle()).as("nobody was there").isTrue();
        }
        assertThat(hub.state().revision()).isGreaterThan(other.state().revision());

        assertThat(other.offer(hub.state())).isEqualTo(SharedBook.Outcome.KNOWN);
        assertThat(hub.offer(other.state())).isEqualTo(SharedBook.Outcome.CHANGED);
        assertThat(List.of(hub.hub(), other.hub())).containsOnly(heir);
        assertThat(hub.state().credentials()).isEqualTo(credentials(1));
        assertThat(open("old", old, credentials(7)).hub()).isEqualTo(heir);
    }

    @Test
    void aStartingHubSaysNothingNewBeforeAMemberCouldSayWhoTheHubIs() throws Exception {
        var before = open("one", ONE, credentials(1));
        before.offer(before.state().with(List.of(member(TWO))));
        var known = before.state();

        var book = open("one", ONE, credentials(2));
        assertThat(before.isSettled()).as("there was nobody").isTrue();
        assertThat(book.isSettled()).isFalse();
        assertThat(book.change()).isFalse();
        assertThat(book.state()).isEqualTo(known);

        assertThat(book.offer(known)).isEqualTo(SharedBook.Outcome.OWN);
        assertThat(book.state().credentials()).isEqualTo(credentials(2));
        assertThat(book.state().revision()).isEqualTo(known.revision() + 1);
        assertThat(book.isSettled()).isTrue();
        assertThat(book.settle()).as("it has said it").isFalse();
    }

    @Test
    void aStateOfAnEarlierVersionIsOfTheFirstGeneration() throws Exception {
        var state = open("one", ONE, credentials(1)).state();
        byte[] bytes = SharedStateCodec.encode(state);

        assertThat(SharedStateCodec.decode(Arrays.copyOf(bytes, bytes.length - Long.BYTES)))
                .hasValue(state);
        assertThat(SharedStateCodec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isEmpty();
    }

    @Test
    void aDamagedFileIsNotTakenForANewBeginning() throws Exception {
        open("one", ONE, credentials(1));
        Files.write(folder.resolve("one/cluster.state"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> open("one", ONE, credentials(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void secretsAreNotInWhatIsPrinted() {
        assertThat(credentials(3).toString())
                .contains("key-3")
                .doesNotContain("secret-of-3")
                .doesNotContain("operator-3");
    }

    @Test
    void theLargestStateFits() {
        var members = new ArrayList<Member>();
        for (int i = 0; i < 128; i++) {
            members.add(new Member(
                    NodeId.of(Entropy.seeded(i).bytes(32)),
                    "\u20ac".repeat(Member.MAX_NAME_LENGTH),
                    "h".repeat(Member.MAX_ADDRESS_LENGTH),
                    Member.By.ALLOWLIST,
                    1,
                    1,
                    false));
        }
        var state = new SharedState(ClusterId.draw(Entropy.seeded(1)), ONE, 3, 1, credentials(1), members);

        byte[] bytes = SharedStateCodec.encode(state);

        assertThat(bytes).hasSizeLessThan(SharedStateCodec.MAX_BYTES);
        assertThat(SharedStateCodec.decode(bytes)).hasValue(state);
    }

    private SharedBook open(String name, NodeId self, Credentials own) throws IOException {
        var members = AdmissionBook.open(
                facts.computeIfAbsent(name, _ -> new MemoryFacts()),
                new AdmissionBook.Self(self, name),
                Set.of(),
                WallClock.system(),
                Entropy.system());
        var ports = new SharedBook.Ports(_ -> own, applied::add);
        return SharedBook.open(folder.resolve(name), self, members, ports, Entropy.system());
    }

    private static Member member(NodeId id) {
        return Member.admitted(id, "n", "", Member.By.INVITE, 1);
    }

    private static Credentials credentials(int number) {
        return new Credentials(
                new byte[] {(byte) number},
                new byte[] {(byte) number, 1},
                "k",
                Map.of("k", Entropy.seeded(number).bytes(32)),
                Map.of("key-" + number, "secret-of-" + number),
                "operator-" + number);
    }
}
