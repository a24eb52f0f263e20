package dev.tutti.gateway.wire;

import java.util.List;

/** Who heard an emergency; short-lived, until somebody else talks in that channel. */
public interface EmergencyFrames {
    sealed interface Server extends ServerPayload permits EmergencyHeard {}

    sealed interface Client extends ClientPayload permits EmergencyConfirm {}

    /**
     * To who raised it, and to those who may stop talkers.
     *
     * @param userId who raised it
     * @param by who said that they heard it, the first one first
     * @param of how many are in the session besides who raised it
     */
    @FrameType("emergency.heard")
    record EmergencyHeard(String channelId, String userId, List<String> by, int of) implements Server {}

    /** "I heard it", of the emergency that was raised last in that channel. */
    @FrameType("emergency.confirm")
    record EmergencyConfirm(@Limit(min = 1, max = 64) String channelId) implements Client {}
}
