package dev.tutti.session;

import static dev.tutti.session.Capability.FLOOR_LISTEN;
import static dev.tutti.session.Capability.FLOOR_TALK;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A named set of capabilities. */
public record Role(String name, String title, Set<Capability> capabilities) {
    public Role {
        capabilities = Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    }

    static Role of(String name, String title, Capability first, Capability... rest) {
        return new Role(name, title, EnumSet.of(first, rest));
    }

    /** Everything but raising an emergency, which has a role of its own, and those few. */
    static Role host(String name, String title, Capability... without) {
        EnumSet<Capability> all = EnumSet.complementOf(EnumSet.of(Capability.FLOOR_EMERGENCY));
        all.removeAll(List.of(without));
        return new Role(name, title, all);
    }

    static Role member(String name, String title, Capability... more) {
        EnumSet<Capability> some = EnumSet.of(FLOOR_TALK, FLOOR_LISTEN);
        some.addAll(List.of(more));
        return new Role(name, title, some);
    }

    static Role guest() {
        return of("guest", "Guest", FLOOR_LISTEN);
    }

    Role with(Capability more) {
        EnumSet<Capability> all = EnumSet.copyOf(capabilities);
        all.add(more);
        return new Role(name, title, all);
    }

    public boolean may(Capability capability) {
        return capabilities.contains(capability);
    }

    /** Whether somebody with this role may give away the other: nobody hands out more than he has. */
    public boolean covers(Role other) {
        return capabilities.containsAll(other.capabilities);
    }
}
