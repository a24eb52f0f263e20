package dev.tutti.media.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.media.LiveKitFront;
import dev.tutti.media.MediaConfig.Webhooks;
import dev.tutti.media.MediaListener;
import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.room.Crowds;
import io.javalin.Javalin;
import io.livekit.server.WebhookReceiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitWebhook.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks as they arrive, read and verified by LiveKit's own receiver. */
class WebhookPublisherTest {
    private final LinkedBlockingQueue<WebhookEvent> received = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<String> contentTypes = new ArrayList<>();
    private Javalin receiver;
    private TestMedia media;

    @BeforeEach
    void start() throws Exception {
        var sdk = new WebhookReceiver(LiveKitFront.KEY, LiveKitFront.SECRET);
        receiver = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post("/hook", ctx -> {
                        if (failures.getAndDecrement() > 0) {
                            ctx.status(503);
                            return;
                        }
                        contentTypes.add(String.valueOf(ctx.contentType()));
                        received.add(sdk.receive(ctx.body(), ctx.header("Authorization")));
                    });
                })
                .start("127.0.0.1", 0);
        media = new TestMedia(new MediaListener() {}, new Webhooks(List.of(url()), LiveKitFront.KEY));
    }

    @AfterEach
    void stop() {
        media.close();
        receiver.stop();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/hook");
    }

    @Test
    void lifeOfARoomIsToldInOrder() throws Exception {
        var ann = RoomClient.join(media.server(), media.token("ann", "hall"));
        ann.expect(MessageCase.JOIN);
        String track = Crowds.speakOnce(media.server(), ann);
        var started = next();
        assertThat(started.getEvent()).isEqualTo("room_started");
        assertThat(started.getRoom().getName()).isEqualTo("hall");
        assertThat(started.getId()).isNotEmpty();
        assertThat(started.getCreatedAt()).isPositive();
        var published = next();
        assertThat(published.getEvent()).isEqualTo("track_published");
        assertThat(published.getTrack().getSid()).isEqualTo(track);
        var joined = next();
        assertThat(joined.getEvent()).isEqualTo("participant_joined");
        assertThat(joined.getParticipant().getIdentity()).isEqualTo("ann");
        ann.say(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        assertThat(next().getEvent()).isEqualTo("track_unpublished");
        assertThat(next().getEvent()).isEqualTo("participant_left");
        media.pass(java.time.Duration.ofSeconds(25));
        assertThat(next().getEvent()).isEqualTo("room_finished");
        assertThat(contentTypes).containsOnly("application/webhook+json");
    }

    @Test
    void participantWhoNeverConnectedIsToldAsSuch() throws Exception {
        var ann = RoomClient.join(media.server(), media.token("ann", "hall"));
        ann.say(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        assertThat(next().getEvent()).isEqualTo("room_started");
        assertThat(next().getEvent()).isEqualTo("participant_connection_aborted");
    }

    @Test
    void receiverThatFailsIsTriedAgainAndNothingOvertakes() throws Exception {
        failures.set(2);
        RoomClient.join(media.server(), media.token("ann", "hall")).expect(MessageCase.JOIN);
        RoomClient.join(media.server(), media.token("bob", "yard")).expect(MessageCase.JOIN);
        var first = next();
        var second = next();
        assertThat(List.of(first.getRoom().getName(), second.getRoom().getName()))
                .containsExactly("hall", "yard");
    }

    @Test
    void unknownKeyIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new TestMedia(new MediaListener() {}, new Webhooks(List.of(url()), "other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }

    private WebhookEvent next() throws InterruptedException {
        return Objects.requireNonNull(received.poll(10, TimeUnit.SECONDS), "no webhook arrived");
    }
}
