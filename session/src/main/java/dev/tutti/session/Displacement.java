package dev.tutti.session;

import dev.tutti.foundation.EventId;

/** Why an island's event does not hold, where no decider refused it; and by which key what was displaced is found. */
public final class Displacement {
    /** Somebody else changed the same thing meanwhile. */
    public static final String CHANGED_MEANWHILE = "CHANGED_MEANWHILE";

    /** It cannot follow what happened meanwhile, or it is so already. */
    public static final String DECIDED_OTHERWISE = "DECIDED_OTHERWISE";

    /** The same press of a button is in the log as something else. */
    public static final String SAME_KEY = "SAME_KEY";

    private Displacement() {}

    /** The idempotency key under which the log has it: it is displaced once. */
    public static String key(EventId original) {
        return "displaced/" + original.value();
    }
}
