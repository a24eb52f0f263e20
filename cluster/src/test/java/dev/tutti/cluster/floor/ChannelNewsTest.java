package dev.tutti.cluster.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorRules;
import org.junit.jupiter.api.Test;

class ChannelNewsTest {
    private static final ChannelId ALL = new ChannelId("all");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BEN = new UserId("ben");
    private static final Epoch OLD = new Epoch(3, 42);
    private static final Epoch NEW = new Epoch(4, 7);
    private static final long SECOND_NS = 1_000_000_000L;

    private final ChannelNews news = new ChannelNews(FloorRules.SAFE);

    private static FloorDecision.Taken taken(UserId by, Fence fence) {
        return new FloorDecision.Taken(ALL, fence, by, false, false);
    }

    private static FloorDecision.Idle idle(UserId by, Fence fence, long talkMs, String reason) {
        return new FloorDecision.Idle(ALL, fence, by, talkMs, reason);
    }

    @Test
    void whoTalkedUnderTheLeaderBeforeHasEndedBeforeSomebodyElseBegins() {
        news.of(taken(ADA, OLD.fence(5)), 0);

        FloorDecision.Taken next = taken(BEN, NEW.fence(1));
        assertThat(news.of(next, 2 * SECOND_NS)).containsExactly(idle(ADA, OLD.fence(5), 2_000, "expired"), next);
        // What the new leader says of the end afterwards is known by then, and so is what the old one said.
        assertThat(news.of(idle(ADA, NEW.fence(0), 0, "expired"), 2 * SECOND_NS))
                .isEmpty();
        assertThat(news.of(idle(ADA, OLD.fence(5), 900, "released"), 2 * SECOND_NS))
                .isEmpty();
        assertThat(news.talk(ALL)).isEqualTo(next);
    }

    @Test
    void whoGoesOnUnderANewLeaderHasNotEnded() {
        news.of(taken(ADA, OLD.fence(5)), 0);

        FloorDecision.Taken again = taken(ADA, NEW.fence(1));
        assertThat(news.of(again, SECOND_NS)).containsExactly(again);
    }

    @Test
    void theEndOfATalkNobodyHeardOfEndsTheOneThatWasHeard() {
        news.of(taken(ADA, OLD.fence(5)), 0);

        assertThat(news.of(idle(BEN, OLD.fence(6), 400, "released"), SECOND_NS))
                .containsExactly(idle(ADA, OLD.fence(5), 1_000, "expired"));
        assertThat(news.of(taken(BEN, OLD.fence(6)), SECOND_NS)).isEmpty();
        assertThat(news.talk(ALL)).isNull();
    }
}
