package dev.tutti.gateway.events;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import org.jspecify.annotations.Nullable;

/**
 * Who of a session may see a frame.
 *
 * @param insiders everybody who is in; else only who has the capability
 * @param needed the capability, when not everybody
 * @param also somebody who sees it in any case: whom it is about
 */
record Audience(
        boolean insiders,
        @Nullable Capability needed,
        @Nullable UserId also) {
    static final Audience INSIDERS = new Audience(true, null, null);

    static Audience who(Capability needed) {
        return new Audience(false, needed, null);
    }

    Audience and(UserId user) {
        return new Audience(insiders, needed, user);
    }

    boolean includes(Insight insight) {
        if (insight.userId().equals(also)) {
            return true;
        }
        return insight.admitted()
                && (insiders || (needed != null && insight.capabilities().contains(needed)));
    }
}
