package dev.tutti.gateway.hub;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Peer;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.wire.HubMessages.HealthAnswer;
import dev.tutti.gateway.wire.HubMessages.HubAnswer;
import dev.tutti.gateway.wire.HubMessages.ReadinessCheck;
import dev.tutti.session.core.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code /hub}, {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code /hub/doctor}, {@code /trust}. */
public final class HubHandlers {
    private final HubPorts hub;
    private final Sessions sessions;

    public HubHandlers(HubPorts hub, Sessions sessions) {
        this.hub = hub;
        this.sessions = sessions;
    }

    public Reply hub(Call call) {
        Peer peer = call.peer();
        HubPorts.Trust trust = hub.trust().get();
        return Reply.ok(new HubAnswer(
                hub.name(),
                hub.version(),
                !peer.listenOnly(),
                peer.listenOnly(),
                trust.httpsUrls(),
                hub.nodes().origins(),
                trust.fingerprint(),
                trust.words(),
                trust.renewedAt(),
                sessions.discoverable().stream()
                        .map(writer -> SessionViews.listing(writer.state()))
                        .toList(),
                false));
    }

    /** The process answers; nothing more. */
    public Reply alive(Call call) {
        return Reply.ok(new HealthAnswer("ok", List.of()));
    }

    public Reply ready(Call call) {
        List<ReadinessCheck> checks = hub.ready().get();
        boolean ok = checks.stream().allMatch(ReadinessCheck::ok);
        return new Reply.Json(ok ? 200 : 503, new HealthAnswer(ok ? "ok" : "not ready", checks));
    }

    public Reply metrics(Call call) {
        return Reply.bytes(
                "text/plain; version=0.0.4; charset=utf-8", hub.metrics().get().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes seconds, unless somebody asked just now. */
    public Reply doctor(Call call) {
        return Reply.ok(hub.doctor().get());
    }

    public Reply certificate(Call call) {
        return download("application/x-x509-ca-cert", hub.trust().get().certificate(), "tutti-ca.crt");
    }

    public Reply mobileConfig(Call call) {
        return download("application/x-apple-aspen-config", hub.trust().get().mobileConfig(), "tutti.mobileconfig");
    }

    private static Reply download(String type, byte[] body, String name) {
        if (body.length == 0) {
            throw new ApiError(404, "NOT_FOUND", "This hub has no certificate of its own.");
        }
        return new Reply.Bytes(200, type, body, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }
}
