package dev.tutti.media;

import java.util.function.Predicate;

/**
 * A room of the hub itself, for one session.
 *
 * @param name begins with {@link #PREFIX}
 * @param policy decides what is forwarded in it
 * @param admission whether an identity may join or resume now, asked on any thread; must not block
 */
public record SessionRoom(String name, ForwardingPolicy policy, Predicate<String> admission) {
    public static final String PREFIX = "session:";

    public SessionRoom {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException("The room of a session is named " + PREFIX + "<id>");
        }
    }

    /** The name of a session's room. */
    public static String name(String sessionId) {
        return PREFIX + sessionId;
    }
}
