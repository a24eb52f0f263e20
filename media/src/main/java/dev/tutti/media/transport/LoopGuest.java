package dev.tutti.media.transport;

/** What the media loop runs beside its transports; on its thread only. */
public interface LoopGuest {
    LoopGuest NONE = new LoopGuest() {
        @Override
        public void turn(long nowNs) {}

        @Override
        public void tick(long nowNs) {}
    };

    /** In every turn of the loop. */
    void turn(long nowNs);

    /** About every 10 ms. */
    void tick(long nowNs);
}
