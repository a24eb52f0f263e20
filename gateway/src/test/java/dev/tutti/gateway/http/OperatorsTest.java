package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final Peer HERE = new Peer("127.0.0.1", true, false, "localhost:8080");
    private static final Peer PHONE = new Peer("192.168.7.5", false, true, "192.168.7.20:8443");

    private static void assertRefused(Operators operators, Peer peer, @Nullable String bearer) {
        assertThatThrownBy(() -> operators.check(peer, bearer)).isInstanceOfSatisfying(ApiError.class, e -> {
            assertThat(e.status()).isEqualTo(403);
            assertThat(e.code()).isEqualTo("OPERATORS_ONLY");
        });
    }

    private static void assertAllowed(Operators operators, Peer peer, @Nullable String bearer) {
        assertThatCode(() -> operators.check(peer, bearer)).doesNotThrowAnyException();
    }

    @Test
    void onlyThisMachineReadsMeasurementsUnlessTheSettingsSayMore() {
        assertAllowed(Operators.THIS_MACHINE, HERE, null);
        assertRefused(Operators.THIS_MACHINE, PHONE, null);
        assertRefused(Operators.THIS_MACHINE, PHONE, "");
    }

    @Test
    void listedNetworksAreAllowed() {
        assertAllowed(new Operators(List.of(AddressBlock.parse("192.168.7.0/24")), null), PHONE, null);
        assertAllowed(new Operators(List.of(AddressBlock.parse("192.168.7.5")), null), PHONE, null);
        assertRefused(new Operators(List.of(AddressBlock.parse("192.168.7.4/32")), null), PHONE, null);
        assertRefused(new Operators(List.of(AddressBlock.parse("::/0")), null), PHONE, null);
    }

    @Test
    void theTokenWorksFromAnywhereAndNoOtherDoes() {
        var operators = new Operators(List.of(), "a-token-of-the-test");
        assertAllowed(operators, PHONE, "a-token-of-the-test");
        assertRefused(operators, PHONE, "a-token-of-the-tesT");
        assertRefused(operators, PHONE, null);
    }

    @Test
    void blocksCountTheirLeadingBits() {
        assertThat(AddressBlock.parse("10.1.2.128/25")
                        .includes(AddressBlock.parse("10.1.2.200").address()))
                .isTrue();
        assertThat(AddressBlock.parse("10.1.2.128/25")
                        .includes(AddressBlock.parse("10.1.2.127").address()))
                .isFalse();
        assertThat(AddressBlock.parse("fd00::/8")
                        .includes(AddressBlock.parse("fd12::1").address()))
                .isTrue();
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressBlock.parse("booth")).isInstanceOf(IllegalArgumentException.class);
    }
}
