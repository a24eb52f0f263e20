package dev.tutti.session;

import static dev.tutti.session.Capability.FLOOR_LISTEN;
import static dev.tutti.session.Capability.FLOOR_TALK;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A named set of capabilities. */
public record Role(String name, String title, Set<Capability> capabilities) {
    public Role {
        capabilities = Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    }

    static Role of(String name, String title, Capability first, Capability... rest) {
        return new Role(name, title, EnumSet.of(first, rest));
    }

    /** Everything but raising an emergency, which has a role of its own. */
    static Role host(String name, String title) {
        return new Role(name, title, EnumSet.complementOf(EnumSet.of(Capability.FLOOR_EMERGENCY)));
    }

    static Role member(String name, String title) {
        return of(name, title, FLOOR_TALK, FLOOR_LISTEN);
    }

    static Role guest() {
        return of("guest", "Guest", FLOOR_LISTEN);
    }

    public boolean may(Capability capability) {
        return capabilities.contains(capability);
    }

    /** Whether somebody with this role may give away the other: nobody hands out more than he has. */
    public boolean covers(Role other) {
        return capabilities.containsAll(other.capabilities);
    }
}
