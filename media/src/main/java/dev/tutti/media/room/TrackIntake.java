package dev.tutti.media.room;

import dev.tutti.media.forward.PublishSpec;
import dev.tutti.media.sdp.SdpSection;
import dev.tutti.media.sdp.SectionPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.AudioTrackFeature;
import livekit.LivekitModels.Encryption;
import livekit.LivekitModels.SimulcastCodecInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import org.jspecify.annotations.Nullable;

/** What one participant publishes: announced by AddTrack, begun by the offer that carries it. */
final class TrackIntake {
    static final int MAX_TRACKS = 32;
    static final int MAX_NAME_CHARS = 256;

    /** Announced, not yet offered. */
    private record Pending(String cid, TrackInfo info) {}

    private final Participant participant;
    private final Room room;
    private final List<Pending> pending = new ArrayList<>();
    private final Map<String, PublishedTrack> byMid = new LinkedHashMap<>();

    TrackIntake(Participant participant, Room room) {
        this.participant = participant;
        this.room = room;
    }

    Collection<PublishedTrack> tracks() {
        return byMid.values();
    }

    @Nullable PublishedTrack track(String trackSid) {
        for (PublishedTrack track : byMid.values()) {
            if (track.sid().equals(trackSid)) {
                return track;
            }
        }
        return null;
    }

    /** Answers AddTrack: announced, or refused with the reason. */
    void announce(AddTrackRequest request) {
        for (Pending track : pending) {
            if (track.cid.equals(request.getCid())) {
                participant.send(Signals.trackPublished(track.cid, track.info));
                return;
            }
        }
        var refusal = refusal(request);
        if (refusal != null) {
            participant.send(Signals.response(refusal.setAddTrack(request)));
            return;
        }
        var info = info(request);
        pending.add(new Pending(request.getCid(), info));
        participant.send(Signals.trackPublished(request.getCid(), info));
    }

    private livekit.LivekitRtc.RequestResponse.@Nullable Builder refusal(AddTrackRequest request) {
        if (request.getType() != TrackType.AUDIO) {
            return Signals.refusal(Reason.UNSUPPORTED_TYPE, "This hub forwards audio; video is not available yet.");
        }
        if (!Grants.mayPublish(participant.permission(), request.getSource())) {
            return Signals.refusal(Reason.NOT_ALLOWED, "The token does not allow this track to be published.");
        }
        if (byMid.size() + pending.size() >= MAX_TRACKS
                || request.getName().length() > MAX_NAME_CHARS
                || request.getCid().length() > MAX_NAME_CHARS
                || request.getStream().length() > MAX_NAME_CHARS) {
            return Signals.refusal(Reason.LIMIT_EXCEEDED, "Too many tracks, or a name that is too long.");
        }
        return null;
    }

    private TrackInfo info(AddTrackRequest request) {
        var features = known(request.getAudioFeaturesList());
        if (legacyStereo(request)) {
            features.add(AudioTrackFeature.TF_STEREO);
        }
        if (legacyNoDtx(request)) {
            features.add(AudioTrackFeature.TF_NO_DTX);
        }
        boolean red = !request.getDisableRed() && request.getEncryption() == Encryption.Type.NONE;
        String mime = red ? "audio/red" : "audio/opus";
        return TrackInfo.newBuilder()
                .setSid(room.sids().track())
                .setType(TrackType.AUDIO)
                .setName(request.getName())
                .setSource(known(request.getSource()))
                .setMuted(request.getMuted())
                .setMimeType(mime)
                .setDisableRed(request.getDisableRed())
                .setStream(stream(request))
                .setEncryption(
                        request.getEncryption() == Encryption.Type.UNRECOGNIZED
                                ? Encryption.Type.NONE
                                : request.getEncryption())
                .addAllAudioFeatures(features)
                .addCodecs(SimulcastCodecInfo.newBuilder().setMimeType(mime).setCid(request.getCid()))
                .build();
    }

    @SuppressWarnings("deprecation") // older SDKs say it so
    private static boolean legacyStereo(AddTrackRequest request) {
        return request.getStereo();
    }

    @SuppressWarnings("deprecation") // older SDKs say it so
    private static boolean legacyNoDtx(AddTrackRequest request) {
        return request.getDisableDtx();
    }

    /** Those of this protocol's release; a newer client may know more. */
    static Set<AudioTrackFeature> known(Collection<AudioTrackFeature> said) {
        var features = new HashSet<>(said);
        features.remove(AudioTrackFeature.UNRECOGNIZED);
        return features;
    }

    private static TrackSource known(TrackSource source) {
        return source == TrackSource.UNRECOGNIZED ? TrackSource.UNKNOWN : source;
    }

    private static String stream(AddTrackRequest request) {
        if (!request.getStream().isEmpty()) {
            return request.getStream();
        }
        return switch (request.getSource()) {
            case CAMERA, MICROPHONE -> "camera";
            case SCREEN_SHARE, SCREEN_SHARE_AUDIO -> "screen_share";
            case UNKNOWN, UNRECOGNIZED -> "";
        };
    }

    /**
     * Decides about an audio section in which the client sends; begins the track that belongs to it.
     *
     * @param offeredTracks the track ids that the offer names anywhere
     */
    SectionPlan receive(SdpSection section, Set<String> offeredTracks, PeerLink link) {
        var format = section.audioFormat();
        if (format == null) {
            return new SectionPlan.Inactive();
        }
        var known = byMid.get(section.mid());
        if (known != null) {
            known.update(publishSpec(known.info(), section, format));
            return plan(known.info());
        }
        var announced = takePending(section.msidTrack(), offeredTracks);
        if (announced == null) {
            return new SectionPlan.Inactive();
        }
        var info = withMid(announced.info, section.mid(), format.red() >= 0);
        var spec = publishSpec(info, section, format);
        var context = room.context();
        var track = PublishedTrack.local(
                participant,
                info,
                room.settings().policy(),
                context.trunk(),
                (gate, exit) -> context.forwarder().publish(link.transport(), spec, gate, exit));
        byMid.put(section.mid(), track);
        room.trackPublished(participant, track);
        return plan(info);
    }

    /** Ends the tracks whose sections the latest offer does not send in any more. */
    void keepOnly(Set<String> sendingMids) {
        for (var entry : List.copyOf(byMid.entrySet())) {
            if (!sendingMids.contains(entry.getKey())) {
                byMid.remove(entry.getKey());
                entry.getValue().close();
                room.trackUnpublished(participant, entry.getValue());
            }
        }
    }

    /** Ends what the participant may not publish any more, and tells it so. */
    void enforcePermission() {
        for (var entry : List.copyOf(byMid.entrySet())) {
            var track = entry.getValue();
            if (!Grants.mayPublish(participant.permission(), track.info().getSource())) {
                byMid.remove(entry.getKey());
                track.close();
                participant.send(Signals.trackUnpublished(track.sid()));
                room.trackUnpublished(participant, track);
            }
        }
        pending.removeIf(track -> !Grants.mayPublish(participant.permission(), track.info.getSource()));
    }

    void mutePending(String trackSid, boolean muted) {
        pending.replaceAll(track -> track.info.getSid().equals(trackSid)
                ? new Pending(track.cid, track.info.toBuilder().setMuted(muted).build())
                : track);
    }

    void close() {
        byMid.values().forEach(PublishedTrack::close);
        pending.clear();
    }

    /** By the client's track id; Firefox sends another one in SDP, then the oldest that no other section names is meant. */
    private @Nullable Pending takePending(@Nullable String msidTrack, Set<String> offeredTracks) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).cid.equals(msidTrack)) {
                return pending.remove(i);
            }
        }
        for (int i = 0; i < pending.size(); i++) {
            if (!offeredTracks.contains(pending.get(i).cid)) {
                return pending.remove(i);
            }
        }
        return null;
    }

    private static TrackInfo withMid(TrackInfo info, String mid, boolean redOffered) {
        boolean red = redOffered && info.getMimeType().equals("audio/red");
        String mime = red ? "audio/red" : "audio/opus";
        return info.toBuilder()
                .setMid(mid)
                .setMimeType(mime)
                .setCodecs(0, info.getCodecs(0).toBuilder().setMid(mid).setMimeType(mime))
                .build();
    }

    private static SectionPlan plan(TrackInfo info) {
        return new SectionPlan.Receive(
                info.getMimeType().equals("audio/red"),
                !info.getAudioFeaturesList().contains(AudioTrackFeature.TF_NO_DTX),
                info.getAudioFeaturesList().contains(AudioTrackFeature.TF_STEREO));
    }

    private static PublishSpec publishSpec(TrackInfo info, SdpSection section, SdpSection.AudioFormat format) {
        boolean red = info.getMimeType().equals("audio/red");
        return new PublishSpec(
                info.getSid(),
                section.ssrc(),
                section.mid(),
                format.opus(),
                red ? format.red() : -1,
                format.nack(),
                format.extensions());
    }
}
