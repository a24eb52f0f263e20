package dev.tutti.media;

import livekit.LivekitModels.ParticipantInfo;

/**
 * Joins a node's rooms to those of the same name at other nodes: what is published and said here leaves by it.
 *
 * <p>Threads: called on the room's thread and must not block; the {@link VoiceExit} is called on the media loop.
 */
public interface VoiceTrunk {
    /** One node alone. */
    VoiceTrunk NONE = new VoiceTrunk() {
        @Override
        public long voice(TrackPublication publication) {
            return 0;
        }

        @Override
        public VoiceExit exit(TrackPublication publication, TrackGate gate) {
            return VoiceExit.NONE;
        }

        @Override
        public void present(String room, ParticipantInfo participant, boolean joins) {}

        @Override
        public void gone(String room, String identity, String sid) {}
    };

    /** The tag that packets of this track carry between nodes, the same at each of them. */
    long voice(TrackPublication publication);

    /**
     * The way out for a track that was published here.
     *
     * @param gate as the room's policy made it: it knows under which lease a packet passed
     */
    VoiceExit exit(TrackPublication publication, TrackGate gate);

    /**
     * Somebody is here, or has changed: everything that clients are told.
     *
     * @param joins whether this is news of somebody who has just come here
     */
    void present(String room, ParticipantInfo participant, boolean joins);

    /** Somebody who was here is not any more. */
    void gone(String room, String identity, String sid);
}
