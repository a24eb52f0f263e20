package dev.tutti.gateway.http;

import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.NanoClock;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Gives each request an id and, at its end, a line in the log and a place in the metrics. Thread-safe. */
public final class AccessLog {
    private static final Logger log = LoggerFactory.getLogger("dev.tutti.access");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{8,64}");

    /** Asked every few seconds by whatever watches the hub. */
    private static final Set<String> PROBES = Set.of("alive", "ready");

    private final IdGenerator ids;
    private final NanoClock clock;
    private final MeterRegistry meters;

    public AccessLog(IdGenerator ids, NanoClock clock, MeterRegistry meters) {
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /** Names the request: by what the client says, when that is fit for a log. */
    public void begin(Context ctx) {
        String given = ctx.header("X-Request-Id");
        String id = given != null && ID.matcher(given).matches() ? given : ids.requestId();
        ctx.attribute(Requests.ID, id);
        ctx.attribute(Requests.STARTED_NS, clock.nanoTime());
        ctx.header("X-Request-Id", id);
        MDC.put("request_id", id);
    }

    /** A request that no route could read; returns the id by which the log has it. */
    String unread(Request request, int status) {
        String id = ids.requestId();
        meters.timer("tutti.http.requests", "route", "unread", "status", status / 100 + "xx")
                .record(0, TimeUnit.NANOSECONDS);
        log.atInfo()
                .addKeyValue("request_id", id)
                .addKeyValue("status", status)
                .addKeyValue("peer", Request.getRemoteAddr(request))
                .log("unread {}", status);
        return id;
    }

    /** @param route the name of the route, or what else it was: a file, nothing */
    public void end(Context ctx, String route) {
        Long startedNs = ctx.attribute(Requests.STARTED_NS);
        long tookNs = startedNs == null ? 0 : clock.nanoTime() - startedNs;
        int status = ctx.statusCode();
        meters.timer("tutti.http.requests", "route", route, "status", status / 100 + "xx")
                .record(tookNs, TimeUnit.NANOSECONDS);
        @Nullable String user = ctx.attribute(Requests.USER);
        boolean routine = PROBES.contains(route) && status < 400;
        var line = log.atLevel(routine ? Level.DEBUG : Level.INFO)
                .addKeyValue("request_id", Requests.id(ctx))
                .addKeyValue("method", ctx.req().getMethod())
                .addKeyValue("path", ApiErrors.shortened(ctx.path()))
                .addKeyValue("route", route)
                .addKeyValue("status", status)
                .addKeyValue("took_us", tookNs / 1_000)
                .addKeyValue("peer", Requests.peer(ctx).address());
        if (user != null) {
            line = line.addKeyValue("user", user);
        }
        line.log("{} {} {}", ctx.req().getMethod(), route, status);
        MDC.remove("request_id");
        MDC.remove("user");
    }
}
