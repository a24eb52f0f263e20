package dev.tutti.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FoundationTest {

    @Test
    void idsSortByTimeAndAreTheSameForTheSameSeed() {
        var clock = new AtomicLong(1_800_000_000_000L);
        WallClock wall = () -> Instant.ofEpochMilli(clock.getAndIncrement());
        var ids = new IdGenerator(wall, Entropy.seeded(1));
        UserId first = ids.userId();
        UserId second = ids.userId();

        assertThat(first).isLessThan(second);
        assertThat(ids.uuid().version()).isEqualTo(7);
        clock.set(1_800_000_000_000L);
        assertThat(new IdGenerator(wall, Entropy.seeded(1)).userId()).isEqualTo(first);
    }

    @Test
    void idsThatAreNoIdsAreRefused() {
        for (String bad : new String[] {"", "a b", "a/b", "é", "x".repeat(65), "a\n"}) {
            assertThat(UserId.isValid(bad)).as(bad).isFalse();
            assertThatThrownBy(() -> new UserId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new UserId("a-b_c.9").value()).isEqualTo("a-b_c.9");
    }

    @Test
    void codesHaveNoCharactersThatLookAlike() {
        Entropy entropy = Entropy.seeded(3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(JoinCode.draw(entropy).value()).matches("[A-Z2-9]{6}").doesNotContainPattern("[0O1IL5S]");
        }
    }

    @Test
    void everyCharacterOfACodeIsAboutAsLikely() {
        Entropy entropy = Entropy.seeded(4);
        int[] counts = new int[CodeAlphabet.CHARACTERS.length()];
        for (int i = 0; i < 10_000; i++) {
            for (char c : InviteCode.draw(entropy).value().toCharArray()) {
                counts[CodeAlphabet.CHARACTERS.indexOf(c)]++;
            }
        }
        for (int count : counts) {
            assertThat(count).isBetween(3_800, 4_500);
        }
    }

    @Test
    void aTypedCodeIsReadInAnyCaseWithSpacesAndDashes() {
        assertThat(JoinCode.read(" k7m-4rt ")).contains(new JoinCode("K7M4RT"));
        assertThat(JoinCode.read("K7M4R")).isEmpty();
        assertThat(JoinCode.read("K7M4R0")).isEmpty();
        assertThat(JoinCode.read("K".repeat(10_000))).isEmpty();
    }

    @Test
    void aMailboxRefusesWhenFullAndWhenClosed() throws InterruptedException {
        var mailbox = new Mailbox<String>(2);
        assertThat(mailbox.post("a")).isTrue();
        assertThat(mailbox.fill()).isEqualTo(0.5);
        assertThat(mailbox.post("b")).isTrue();
        assertThat(mailbox.post("c")).isFalse();
        assertThat(mailbox.take(1)).isEqualTo("a");

        mailbox.close();

        assertThat(mailbox.post("d")).isFalse();
        var left = new ArrayList<String>();
        mailbox.drainTo(left, 10);
        assertThat(left).containsExactly("b");
        assertThat(mailbox.take(1)).isNull();
    }

    @Test
    void differentListsOfFieldsHaveDifferentHashes() {
        assertThat(new Sha256().text("ab").text("c").hex(16))
                .isNotEqualTo(new Sha256().text("a").text("bc").hex(16));
        assertThat(new Sha256().text("ab").hex(16))
                .isEqualTo(new Sha256()
                        .bytes("ab".getBytes(StandardCharsets.UTF_8))
                        .hex(16));
    }

    @Test
    void base64OfAStrangerIsBoundedAndNeverThrows() {
        byte[] bytes = Entropy.seeded(5).bytes(33);

        assertThat(Base64Url.decode(Base64Url.encode(bytes), 33)).contains(bytes);
        assertThat(Base64Url.decode(Base64Url.encode(bytes), 20)).isEmpty();
        assertThat(Base64Url.decode("a+/=", 33)).isEmpty();
    }
}
