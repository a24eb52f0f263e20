package dev.tutti.wire.v1;

import dev.tutti.wire.Octets;

/** What two v1 peers say. */
public sealed interface V1Message {
    /** 20 ms of voice: 16-bit little-endian mono; the rate is not on the wire. */
    record Audio(Octets pcm) implements V1Message {
        public int samples() {
            return pcm.length() / 2;
        }
    }

    /** The sender talks now; among v1 peers the last one wins. */
    record Taken() implements V1Message {}

    /** The sender has stopped. */
    record Released() implements V1Message {}

    /** Every five seconds; wants a pong. */
    record Ping() implements V1Message {}

    record Pong() implements V1Message {}

    /** A line of chat, not empty. */
    record Chat(String text) implements V1Message {}

    /** Something about the floor that nobody here knows; to be passed over. */
    record Unknown(String text) implements V1Message {}
}
