package dev.tutti.wire;

/**
 * A bar line and its session time, by which a click goes on without its leader (cluster.md T2).
 *
 * @param revision of the tempo plan; the anchor's id
 * @param beats a bar, of the unit's length
 */
public record TempoAnchor(
        SessionTag session, long revision, long bar, long barUs, long bpmHundredths, int beats, int unit) {
    void write(PayloadWriter out) {
        session.write(out);
        out.i64(revision).i64(bar).i64(barUs).u32(bpmHundredths).u8(beats).u8(unit);
    }

    static TempoAnchor read(PayloadReader in) {
        return new TempoAnchor(SessionTag.read(in), in.i64(), in.i64(), in.i64(), in.u32(), in.u8(), in.u8());
    }
}
