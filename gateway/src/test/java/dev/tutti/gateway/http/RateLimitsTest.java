package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final RateLimits limits = new RateLimits(Map.of(RateLimit.EXCHANGE, 1), nowNs::get);

    @Test
    void addressesDoNotCountForEachOther() {
        limits.take(RateLimit.EXCHANGE, "192.168.1.20");
        limits.take(RateLimit.EXCHANGE, "192.168.1.21");
        assertThatThrownBy(() -> limits.take(RateLimit.EXCHANGE, "192.168.1.20"))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void oneHostsManyIpv6AddressesCountTogether() {
        limits.take(RateLimit.EXCHANGE, "2001:db8:1:2::1");
        assertThatThrownBy(() -> limits.take(RateLimit.EXCHANGE, "2001:db8:1:2:ffff::9"))
                .isInstanceOf(ApiError.class);
        limits.take(RateLimit.EXCHANGE, "2001:db8:1:3::1");
    }

    @Test
    void whatHasNoLimitIsNotLimited() {
        for (int i = 0; i < 1000; i++) {
            limits.take(RateLimit.JOIN, "192.168.1.20");
        }
        assertThat(limits.addresses()).isZero();
    }

    @Test
    void addressesAreForgottenBeforeTheyFillTheMemory() {
        for (int i = 0; i < RateLimits.MAX_BUCKETS + 100; i++) {
            limits.take(RateLimit.EXCHANGE, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(limits.addresses()).isEqualTo(RateLimits.MAX_BUCKETS);
    }
}
