package dev.tutti.media.transport;

/** Takes what a transport has decrypted and authenticated; media loop thread only, the array is reused after the call. */
public interface PacketSink {
    PacketSink NONE = new PacketSink() {
        @Override
        public boolean rtp(byte[] packet, int offset, int length, long arrivalNs) {
            return false;
        }

        @Override
        public void rtcp(byte[] packet, int offset, int length, long arrivalNs) {}

        @Override
        public void tick(long nowNs) {}

        @Override
        public void closed() {}
    };

    /** Returns false for a stream that nobody announced. */
    boolean rtp(byte[] packet, int offset, int length, long arrivalNs);

    void rtcp(byte[] packet, int offset, int length, long arrivalNs);

    /** Called about every 10 ms, for what is due: held audio, reports, requests to repeat. */
    void tick(long nowNs);

    /** The transport is gone; the last call. */
    void closed();
}
