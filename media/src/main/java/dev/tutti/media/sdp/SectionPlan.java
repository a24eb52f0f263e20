package dev.tutti.media.sdp;

/** What we do with one media section. */
public sealed interface SectionPlan {
    /** The data channel's section: answered, so that it is there when SCTP is. */
    record Data() implements SectionPlan {}

    /** Nothing flows, for now. */
    record Inactive() implements SectionPlan {}

    /** Its sender has given it up; it stays for the count. */
    record Rejected() implements SectionPlan {}

    /**
     * We receive the peer's audio.
     *
     * @param red whether redundancy is wanted where it is offered
     * @param dtx whether silence may be left out
     */
    record Receive(boolean red, boolean dtx, boolean stereo) implements SectionPlan {}

    /** We send a track of another participant. */
    record Send(String stream, String track, long ssrc, String cname) implements SectionPlan {}
}
