package dev.tutti.session.core;

/** The handle of a subscriber. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** At most the event being delivered just now still arrives. */
    @Override
    void close();
}
