package dev.tutti.media.room;

import dev.tutti.media.RoomClient;
import dev.tutti.media.sdp.SdpParser;
import java.util.List;
import java.util.Objects;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;

/** Short words for what tests look for in what was said. */
final class Said {
    private Said() {}

    static void answer(RoomClient client, int id, String sdp) {
        client.say(SignalRequest.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setId(id)
                        .setSdp(sdp.replace("actpass", "active"))));
    }

    static String ufrag(RoomClient client) throws Exception {
        return ufrag(client.expect(MessageCase.ANSWER).getAnswer());
    }

    static String ufrag(SessionDescription description) throws Exception {
        return Objects.requireNonNull(SdpParser.parse(description.getSdp()).ice())
                .ufrag();
    }

    static boolean told(SignalResponse said, String identity, ParticipantInfo.State state) {
        return said.getUpdate().getParticipantsList().stream()
                .anyMatch(info -> info.getIdentity().equals(identity) && info.getState() == state);
    }

    static List<TrackInfo> tracks(SignalResponse said, String identity) {
        return said.getUpdate().getParticipantsList().stream()
                .filter(info -> info.getIdentity().equals(identity))
                .flatMap(info -> info.getTracksList().stream())
                .toList();
    }

    static TrackInfo publishedBy(RoomClient watcher, String identity) {
        return tracks(
                        watcher.expect(
                                MessageCase.UPDATE,
                                update -> !tracks(update, identity).isEmpty()),
                        identity)
                .getFirst();
    }
}
