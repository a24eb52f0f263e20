package dev.tutti.media.room;

import dev.tutti.media.token.AccessToken;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitRtc.JoinRequest;

/**
 * Who wants to join or to resume, and how.
 *
 * @param dual whether the client has two peer connections (signalling v0)
 * @param request what the client says of itself; from v0's query parameters in the same shape
 */
public record JoinSpec(AccessToken token, String identity, boolean dual, JoinRequest request) {
    ClientInfo client() {
        return request.getClientInfo();
    }

    boolean autoSubscribe() {
        return request.getConnectionSettings().getAutoSubscribe();
    }
}
