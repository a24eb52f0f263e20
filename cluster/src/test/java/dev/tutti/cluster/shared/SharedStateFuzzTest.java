package dev.tutti.cluster.shared;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Whatever a peer sends as shared state is read or refused, and what was read is written the same way again. */
class SharedStateFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void sharedState(FuzzedDataProvider data) {
        SharedStateCodec.decode(data.consumeRemainingAsBytes()).ifPresent(state -> {
            var again = SharedStateCodec.decode(SharedStateCodec.encode(state));
            if (!again.equals(Optional.of(state))) {
                throw new AssertionError("it is another one after writing: " + state);
            }
        });
    }
}
