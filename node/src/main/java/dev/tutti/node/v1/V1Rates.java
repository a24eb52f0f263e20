package dev.tutti.node.v1;

import dev.tutti.gateway.http.Allowance;
import dev.tutti.wire.v1.V1Message;

/** How much one v1 peer may say; its reader's thread. */
final class V1Rates {
    private final Allowance voice;
    private final Allowance words;
    private final Allowance chat;

    V1Rates(long nowNs) {
        voice = new Allowance(60, 200, nowNs);
        words = new Allowance(10, 40, nowNs);
        chat = new Allowance(1, 10, nowNs);
    }

    boolean allows(V1Message message, long nowNs) {
        return switch (message) {
            case V1Message.Audio _ -> voice.take(nowNs);
            case V1Message.Chat _ -> chat.take(nowNs);
            default -> words.take(nowNs);
        };
    }
}
