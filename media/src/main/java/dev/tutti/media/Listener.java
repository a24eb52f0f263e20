package dev.tutti.media;

/** A subscriber as the policy knows it: made once by the policy, handed back with every question about a packet. */
public interface Listener {
    String room();

    String identity();

    /** A listener of whom nothing but the name matters. */
    record Named(String room, String identity) implements Listener {}
}
