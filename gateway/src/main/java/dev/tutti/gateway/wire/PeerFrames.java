package dev.tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How clients of a session find each other and open connections among themselves (requirement 003). */
public interface PeerFrames {
    sealed interface Server extends ServerPayload permits PeerList, PeerOffered, PeerAnswered, PeerCandidateFound {}

    sealed interface Client extends ClientPayload
            permits PeerRegister, PeerLeave, PeerOffer, PeerAnswer, PeerCandidate {}

    /** What a peer says it is; a participant's page is of interest to other pages only. */
    enum PeerType {
        CONTROLLER,
        DISPLAY,
        PARTICIPANT
    }

    /** What a display shows. */
    enum DisplayClass {
        AUDIENCE,
        STAGE,
        LOBBY
    }

    /** @param userId whose it is, as the hub knows */
    record PeerView(
            String peerId,
            PeerType peerType,
            String displayName,
            @Nullable DisplayClass displayClass,
            String userId) {}

    /** As WebRTC's RTCIceCandidateInit; an empty text ends the candidates. */
    record IceCandidateView(
            @Limit(max = 1024) String candidate,
            @Nullable @Limit(max = 64) String sdpMid,

            @Nullable @JsonProperty("sdp_m_line_index") @Limit(max = 64)
            Integer sdpMLineIndex) {}

    /** To every peer, whenever one comes, goes or changes: all there are. Coalesced. */
    @FrameType("peer.list")
    record PeerList(List<PeerView> peers) implements Server {}

    @FrameType("peer.offer")
    record PeerOffered(String fromPeerId, String sdp) implements Server {}

    @FrameType("peer.answer")
    record PeerAnswered(String fromPeerId, String sdp) implements Server {}

    @FrameType("peer.candidate")
    record PeerCandidateFound(String fromPeerId, IceCandidateView candidate) implements Server {}

    /** One of a connection; again to change what it says. */
    @FrameType("peer.register")
    record PeerRegister(
            @Limit(min = 1, max = 64) String peerId,
            PeerType peerType,
            @Limit(min = 1, max = 60) String displayName,
            @Nullable DisplayClass displayClass)
            implements Client {}

    @FrameType("peer.leave")
    record PeerLeave() implements Client {}

    @FrameType("peer.offer")
    record PeerOffer(
            @Limit(min = 1, max = 64) String targetPeerId,
            @Limit(min = 1, max = 7168) String sdp) implements Client {}

    @FrameType("peer.answer")
    record PeerAnswer(
            @Limit(min = 1, max = 64) String targetPeerId,
            @Limit(min = 1, max = 7168) String sdp) implements Client {}

    @FrameType("peer.candidate")
    record PeerCandidate(@Limit(min = 1, max = 64) String targetPeerId, IceCandidateView candidate) implements Client {}
}
