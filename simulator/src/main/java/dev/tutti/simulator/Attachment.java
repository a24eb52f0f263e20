package dev.tutti.simulator;

import dev.tutti.session.floor.FloorAsk;
import org.jspecify.annotations.Nullable;

/** The node that somebody's page is connected to, as the page uses it. */
interface Attachment {
    VirtualTime time();

    boolean isDown();

    void ask(FloorPerson person, FloorAsk ask);

    void hold(long connection, String request);

    void renew(long connection, String lease);

    void release(long connection, @Nullable String lease, @Nullable String request);

    void packet(FloorPerson person);
}
