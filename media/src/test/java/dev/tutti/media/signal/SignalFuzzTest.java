package dev.tutti.media.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tutti.foundation.Entropy;
import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.TestOffer;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends over signalling is refused or understood, and the room goes on. */
class SignalFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyBytesAreRefusedOrUnderstood(FuzzedDataProvider data) {
        check(data.consumeRemainingAsBytes());
    }

    @FuzzTest(maxDuration = "10s")
    void anyJoinRequestIsRefusedOrUnderstood(FuzzedDataProvider data) {
        try {
            assertThat(SignalCodec.joinRequest(data.consumeRemainingAsString())).isNotNull();
        } catch (SignalRefused e) {
            assertThat(e.httpStatus()).isEqualTo(400);
        }
    }

    @Test
    void changedRequestsNeverEndTheRoomForTheOthers() throws Exception {
        var random = Entropy.seeded(20260501);
        byte[][] seeds = {
            SignalRequest.newBuilder()
                    .setOffer(SessionDescription.newBuilder().setType("offer").setSdp(TestOffer.sending("mic")))
                    .build()
                    .toByteArray(),
            SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder().setCid("mic").setName("x"))
                    .build()
                    .toByteArray()
        };
        try (var media = new TestMedia()) {
            var watcher = RoomClient.join(media.server(), media.token("watcher", "hall"));
            for (int round = 0; round < 40; round++) {
                var client = RoomClient.join(media.server(), media.token("mallory", "hall"));
                for (int i = 0; i < 20; i++) {
                    byte[] frame = seeds[i % seeds.length].clone();
                    byte[] where = random.bytes(6);
                    for (int k = 0; k < where.length; k += 2) {
                        frame[(where[k] & 0xFF) % frame.length] = where[k + 1];
                    }
                    client.connection().onBinary(frame);
                }
            }
            watcher.expect(MessageCase.JOIN);
            assertThat(watcher.saidUntilPong()).noneMatch(said -> said.hasLeave());
        }
    }

    private static void check(byte[] frame) {
        try {
            assertThat(SignalCodec.request(frame)).isNotNull();
        } catch (InvalidProtocolBufferException e) {
            // Refusing is right; anything else thrown fails the test.
        }
    }
}
