package dev.tutti.media;

/**
 * Decides what of a room's audio may be heard; the SFU asks it and never forwards on its own account.
 *
 * <p>Threads: {@code open}, {@code listener}, {@code muteChanged} and {@code closed} are called from the room's thread
 * and must not block; the {@link TrackGate} they return is asked on the media loop.
 */
public interface ForwardingPolicy {
    /** Plain rooms: every track is forwarded to everyone, except while its publisher has muted it. */
    ForwardingPolicy OPEN = new OpenPolicy();

    /** A track was published; the gate returned is asked on the media loop for every packet of it. */
    TrackGate open(TrackPublication publication);

    /** A track of another node came into the room; what its node accepted is asked about again here. */
    RemoteGate openRemote(TrackPublication publication);

    /** A subscriber came; gates are asked with this handle, so that nothing is looked up per packet. */
    Listener listener(String room, String identity);

    /** The publisher muted or unmuted over LiveKit signalling: in a floor room that is a release or a request. */
    void muteChanged(TrackPublication publication, boolean muted);

    /** The track is gone; its gate is not asked again. */
    void closed(TrackPublication publication);
}
