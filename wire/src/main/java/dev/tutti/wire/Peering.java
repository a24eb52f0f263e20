package dev.tutti.wire;

/**
 * One line of a node's list of links: whom it hears, and how well.
 *
 * @param rttUs smoothed round trip; 0 while unknown
 * @param lossPermille lost of what the peer sent lately
 */
public record Peering(NodeTag peer, long rttUs, int lossPermille) {
    void write(PayloadWriter out) {
        peer.write(out);
        out.u32(rttUs).u16(lossPermille);
    }

    static Peering read(PayloadReader in) {
        return new Peering(NodeTag.read(in), in.u32(), in.u16());
    }
}
