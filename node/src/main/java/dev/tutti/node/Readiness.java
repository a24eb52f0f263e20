package dev.tutti.node;

import dev.tutti.gateway.wire.HubMessages.ReadinessCheck;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.session.core.Sessions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What {@code /readyz} asks: are commands taken, and does the media loop turn? Any thread; waits a moment at most. */
final class Readiness {
    private static final long WAIT_MS = 500;

    private final Sessions sessions;
    private final MediaLoop media;

    Readiness(Sessions sessions, MediaLoop media) {
        this.sessions = sessions;
        this.media = media;
    }

    List<ReadinessCheck> checks() {
        return List.of(log(), mediaLoop());
    }

    private ReadinessCheck log() {
        var refusing = sessions.live().stream()
                .flatMap(writer -> writer.refusing().stream())
                .findFirst();
        return new ReadinessCheck(
                "log", refusing.isEmpty(), refusing.map(one -> one.message()).orElse(null));
    }

    private ReadinessCheck mediaLoop() {
        var turned = new CompletableFuture<Boolean>();
        try {
            media.post(() -> turned.complete(true));
            turned.get(WAIT_MS, TimeUnit.MILLISECONDS);
            return new ReadinessCheck("media", true, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReadinessCheck("media", false, String.valueOf(e));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return new ReadinessCheck("media", false, "The media loop does not answer: " + e);
        }
    }
}
