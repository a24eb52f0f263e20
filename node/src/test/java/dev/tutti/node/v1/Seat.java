package dev.tutti.node.v1;

import java.util.concurrent.atomic.AtomicInteger;

/** A place in a room that is none. */
final class Seat implements RoomVoice.Seat {
    final RoomVoice.Ear ear;
    final AtomicInteger frames = new AtomicInteger();
    volatile boolean left;

    Seat(RoomVoice.Ear ear) {
        this.ear = ear;
    }

    @Override
    public void frame(byte[] opus, int length, boolean first) {
        frames.incrementAndGet();
    }

    @Override
    public void alive() {}

    @Override
    public void leave() {
        left = true;
    }
}
