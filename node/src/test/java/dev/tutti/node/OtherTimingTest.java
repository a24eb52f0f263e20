package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.link.LinkEvent;
import dev.tutti.node.console.NodeCommands;
import dev.tutti.wire.Timing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two whole hubs of which one is started again with the other setting of {@code timing}. */
class OtherTimingTest extends WithHubs {
    @Test
    void aNodeThatIsStartedWithOtherTimesServesForItselfUntilItHasTheSameAgain() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var second = hubs.invited(first);
        SeveralHubs.holds("they are linked", () -> second.cluster().linked() == 1);
        hubs.stop(second);

        hubs.runWith(Timing.FRUGAL);
        var frugal = hubs.start("second", Optional.empty(), Optional.empty());

        SeveralHubs.holds(
                "both say so",
                () -> says("first", "this node with timing = fast")
                        && says("second", "this node with timing = frugal"));
        assertThat(first.cluster().linked()).isZero();
        assertThat(first.cluster().count(LinkEvent.REFUSED_TIMING)).isPositive();
        assertThat(printed("first")).contains("other_timing", "Times      fast");
        assertThat(printed("second")).contains("other_timing", "Times      frugal");
        hubs.stop(frugal);

        hubs.runWith(Timing.FAST);
        var again = hubs.start("second", Optional.empty(), Optional.empty());

        SeveralHubs.holds("they are linked again", () -> again.cluster().linked() == 1);
        SeveralHubs.holds("nobody says so any more", () -> !printed("first").contains("other_timing"));
    }

    private boolean says(String name, String words) {
        return printed(name).contains(words);
    }

    private String printed(String name) {
        try {
            return hubs.printed(name, (NodeCommands nodes) -> nodes.list(false));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
