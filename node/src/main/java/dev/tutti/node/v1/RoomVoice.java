package dev.tutti.node.v1;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.io.IOException;

/** How sound that is not WebRTC enters a session's room, and how the room's sound is heard outside of it. */
public interface RoomVoice {
    /**
     * Somebody is in the room from now on, and hears what the floor lets them hear. May take a second.
     *
     * @throws IOException when the room does not take them
     */
    Seat enter(SessionId session, UserId user, String name, Ear ear) throws IOException, InterruptedException;

    /** One person's place in a room; one thread at a time. */
    interface Seat {
        /**
         * 20 ms of Opus, which the floor lets through or not; the array is the caller's again when this returns.
         *
         * @param first nothing was said just before
         */
        void frame(byte[] opus, int length, boolean first);

        /** Says that it is still there; due every few seconds. */
        void alive();

        /** Gone from the room; does not wait. */
        void leave();
    }

    /** What comes out; must not block. */
    @FunctionalInterface
    interface Ear {
        /** One Opus packet of a voice; the array is the caller's again when this returns. */
        void heard(long voice, byte[] packet, int offset, int length);
    }
}
