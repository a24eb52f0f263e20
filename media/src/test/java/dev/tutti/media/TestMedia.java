package dev.tutti.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.MediaConfig.Webhooks;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.ApiKeys;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.VideoGrants;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A real media server on a loopback port of the system's choice, whose monotonic clock can be pushed forward. */
public final class TestMedia implements AutoCloseable {
    static final String KEY = LiveKitFront.KEY;
    static final String SECRET = LiveKitFront.SECRET;

    private final AtomicLong pushedNs = new AtomicLong();
    private final TokenCodec tokens = new TokenCodec(new ApiKeys(Map.of(KEY, SECRET)), WallClock.system());
    private final MediaServer server;

    public TestMedia() throws IOException {
        this(new MediaListener() {}, Webhooks.NONE);
    }

    public TestMedia(MediaListener listener, Webhooks webhooks) throws IOException {
        this(listener, webhooks, VoiceTrunk.NONE);
    }

    public TestMedia(MediaListener listener, Webhooks webhooks, VoiceTrunk trunk) throws IOException {
        var clock = NanoClock.system();
        server = MediaServer.start(
                new MediaConfig(
                        List.of(InetAddress.getLoopbackAddress()),
                        0,
                        Map.of(KEY, SECRET),
                        webhooks,
                        "ND_test",
                        () -> clock.nanoTime() + pushedNs.get(),
                        WallClock.system(),
                        Entropy.system()),
                listener,
                trunk);
    }

    public MediaServer server() {
        return server;
    }

    /** Lets time pass for whoever asks the clock. */
    public void pass(Duration time) {
        pushedNs.addAndGet(time.toNanos());
    }

    /** Waits for something that happens on another thread and that nobody is told of. */
    public void eventually(BooleanSupplier condition) {
        long deadlineNs = NanoClock.system().nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(NanoClock.system().nanoTime()).as("time").isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }

    public String token(String identity, VideoGrants grants) {
        var expires = WallClock.system().now().plusSeconds(600);
        return tokens.sign(
                AccessToken.of(KEY, identity, grants, expires).named(identity.toUpperCase(java.util.Locale.ROOT)));
    }

    public String token(String identity, String room) {
        return token(identity, VideoGrants.join(room));
    }

    @Override
    public void close() {
        server.close();
    }
}
