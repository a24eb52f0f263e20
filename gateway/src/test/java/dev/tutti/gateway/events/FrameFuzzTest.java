package dev.tutti.gateway.events;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.wire.ChannelMessages.ChannelRequest;
import java.nio.charset.StandardCharsets;

/** Whatever a stranger sends as JSON is read or refused with an error of ours. */
class FrameFuzzTest {
    private static final JsonCodec JSON = new JsonCodec();
    private static final FrameCodec CODEC = new FrameCodec(JSON, WallClock.system());

    @FuzzTest(maxDuration = "5m")
    void frame(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            CODEC.decode(text);
        } catch (ApiError expected) {
            if (expected.text().isEmpty() || expected.status() >= 500) {
                throw new AssertionError("a refusal without a reason", expected);
            }
        }
        CODEC.idOf(text);
    }

    @FuzzTest(maxDuration = "5m")
    void body(FuzzedDataProvider data) {
        byte[] body = data.consumeRemainingAsBytes();
        try {
            ChannelRequest request = JSON.read(body, ChannelRequest.class);
            if (request.name().isEmpty() || request.name().length() > 40) {
                throw new AssertionError("out of bounds: " + new String(body, StandardCharsets.UTF_8));
            }
        } catch (ApiError expected) {
            if (expected.status() != 400) {
                throw new AssertionError("not the client's fault?", expected);
            }
        }
    }
}
