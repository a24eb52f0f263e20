package dev.tutti.session.floor;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.PRIYA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final WaitingLine line = new WaitingLine();

    private Waiting asks(UserId who, long counter, long atNs) {
        var request = new FloorMessage.Request(ALL, who, new RequestId(7, counter), atNs, true, false);
        var waiting = new Waiting(request, 0, false, atNs);
        line.comesBack(waiting);
        line.add(waiting);
        return waiting;
    }

    @Test
    void whoWasCutOffForAMomentStandsWhereHeStood() {
        Waiting ben = asks(BEN, 1, 100);
        asks(PRIYA, 2, 200);

        line.vanish(ben);
        assertThat(line.users()).containsExactly(PRIYA);
        asks(BEN, 1, 900);

        assertThat(line.users()).containsExactly(BEN, PRIYA);
    }

    @Test
    void whoAsksAnewAfterwardsStandsAtTheEnd() {
        Waiting ben = asks(BEN, 1, 100);
        asks(PRIYA, 2, 200);

        line.vanish(ben);
        asks(BEN, 3, 900);

        assertThat(line.users()).containsExactly(PRIYA, BEN);
    }

    @Test
    void onlySoManyWhoVanishedAreRemembered() {
        Waiting ben = asks(BEN, 1, 100);
        line.vanish(ben);
        for (int n = 0; n < 64; n++) {
            line.vanish(asks(new UserId("u" + n), 10 + n, 150));
        }
        asks(PRIYA, 2, 200);
        asks(BEN, 1, 900);

        assertThat(line.users()).containsExactly(PRIYA, BEN);
    }
}
