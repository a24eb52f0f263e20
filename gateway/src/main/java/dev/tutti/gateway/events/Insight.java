package dev.tutti.gateway.events;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import java.util.Set;

/** What one person may see of a session just now. */
record Insight(UserId userId, boolean admitted, Set<Capability> capabilities) {
    static Insight of(SessionState state, UserId userId) {
        boolean admitted =
                state.roster().find(userId).filter(Participant::isAdmitted).isPresent();
        return new Insight(userId, admitted, state.capabilities(userId));
    }
}
