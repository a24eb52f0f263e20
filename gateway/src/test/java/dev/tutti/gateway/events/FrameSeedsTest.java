package dev.tutti.gateway.events;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.JsonCodec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fuzz target's short run: damaged frames, from a seed that is printed. */
class FrameSeedsTest {
    private static final FrameCodec CODEC = new FrameCodec(new JsonCodec(), WallClock.system());
    private static final String[] FRAMES = {
        "{\"type\":\"floor.request\",\"ts\":1,\"id\":\"a\",\"payload\":{\"request_id\":\"r1\",\"channel_id\":\"c1\",\"holding\":true}}",
        "{\"type\":\"metrics.report\",\"payload\":{\"rtt_ms\":9,\"loss_pct\":0.5,\"jitter_ms\":2.0,\"bitrate_bps\":24000}}",
        "{\"type\":\"channel.listen\",\"payload\":{\"channel_ids\":[\"a\",\"b\"]}}",
        "{\"type\":\"presence.update\",\"payload\":{\"state\":\"away\"}}",
    };

    @Test
    void damagedFramesAreReadOrRefused() {
        long seed = 20261121;
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String frame = damaged(FRAMES[random.nextInt(FRAMES.length)], random);
            try {
                CODEC.decode(frame);
            } catch (ApiError _) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + frame, e);
            }
        }
        if (refused < 1000) {
            throw new AssertionError("the damage does no harm: " + refused + " of 20000");
        }
    }

    private static String damaged(String frame, SplittableRandom random) {
        var text = new StringBuilder(frame);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x3000));
                case 2 -> text.setCharAt(at, "{}[]\",:0-9e.ntf\\u".charAt(random.nextInt(17)));
                default -> text.insert(at, frame, 0, random.nextInt(frame.length()));
            }
        }
        return text.toString();
    }

    @Test
    void deepAndLongFramesAreRefused() {
        assertThatThrownBy(() -> CODEC.decode("{\"type\":" + "[".repeat(4000))).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> CODEC.decode(" ".repeat(FrameCodec.MAX_FRAME_CHARS + 1)))
                .isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> CODEC.decode("")).isInstanceOf(ApiError.class);
    }
}
