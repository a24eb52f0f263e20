package dev.tutti.gateway;

import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.http.AccessLog;
import dev.tutti.gateway.http.AddressGuard;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.BadRequests;
import dev.tutti.gateway.http.ForeignPages;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.http.OpenApiPublisher;
import dev.tutti.gateway.http.PlainRefusal;
import dev.tutti.gateway.http.Refuser;
import dev.tutti.gateway.http.Requests;
import dev.tutti.gateway.http.Route;
import dev.tutti.gateway.http.RouteAdapter;
import dev.tutti.gateway.http.SecurityHeaders;
import dev.tutti.gateway.http.SocketDoor;
import dev.tutti.gateway.http.WebApp;
import dev.tutti.gateway.signal.SignalSocketAdapter;
import dev.tutti.gateway.signal.TwirpAdapter;
import dev.tutti.gateway.signalling.PeerSocketAdapter;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/** Puts routes, sockets and files onto Javalin: what happens before, after and instead of each of them. */
final class HttpServer {
    private static final String ROUTE = "tutti.route";
    private static final String SIGNAL = "signal";
    private static final Set<String> MUTATIONS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final List<Route> routes;
    private final Tools tools;
    private final Sockets sockets;
    private final byte[] openApi;

    record Tools(
            JsonCodec json,
            AddressGuard guard,
            ForeignPages pages,
            SecurityHeaders security,
            SocketDoor door,
            AccessLog accessLog,
            Refuser refuser,
            RouteAdapter routes,
            WebApp web,
            String version) {}

    /** @param forPeers whether a local port serves peers only */
    record Sockets(
            EventSocketAdapter events,
            PeerSocketAdapter peers,
            IntPredicate forPeers,
            SignalSocketAdapter signals,
            TwirpAdapter twirp) {}

    HttpServer(List<Route> routes, Tools tools, Sockets sockets) {
        this.routes = routes;
        this.tools = tools;
        this.sockets = sockets;
        openApi = tools.json.write(OpenApiPublisher.document(routes, tools.version));
    }

    /** @param attach gives the server its connectors */
    Javalin create(Consumer<Server> attach) {
        return Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.jetty.modifyServer(server -> {
                attach.accept(server);
                server.setErrorHandler(new BadRequests(tools.json, tools.accessLog));
                config.jetty.modifyServletContextHandler(context -> WebSocketServerComponents
                        // Small frames on a LAN: deflating costs more than it saves, and each client anew.
                        .ensureWebSocketComponents(server, context)
                        .getExtensionRegistry()
                        .unregister("permessage-deflate"));
            });
            configure(config);
        });
    }

    private void configure(JavalinConfig config) {
        RoutesConfig to = config.routes;
        to.before(this::begin);
        to.after(this::end);
        for (Route route : routes) {
            to.addHttpHandler(type(route.method()), route.path(), ctx -> {
                ctx.attribute(ROUTE, route.name());
                tools.routes.handle(route, ctx);
            });
        }
        to.get("/openapi.json", ctx -> {
            ctx.attribute(ROUTE, "openapi");
            ctx.header("Cache-Control", "no-cache");
            ctx.contentType("application/json").result(openApi);
        });
        sockets(to);
        refusals(to);
    }

    private static HandlerType type(Route.Method method) {
        return switch (method) {
            case GET -> HandlerType.GET;
            case POST -> HandlerType.POST;
            case PUT -> HandlerType.PUT;
            case PATCH -> HandlerType.PATCH;
            case DELETE -> HandlerType.DELETE;
        };
    }

    private void sockets(RoutesConfig to) {
        to.wsBeforeUpgrade("/ws", ctx -> upgrade(ctx, "ws", () -> sockets.events.check(ctx)));
        to.ws("/ws", sockets.events::configure);
        for (String path : SignalSocketAdapter.PATHS) {
            to.wsBeforeUpgrade(path, ctx -> upgrade(ctx, "rtc", () -> sockets.signals.check(ctx)));
            to.ws(path, sockets.signals::configure);
            to.get(path + "/validate", ctx -> {
                ctx.attribute(ROUTE, "rtc-validate");
                sockets.signals.validate(ctx);
            });
        }
        peers(to);
        to.post(TwirpAdapter.PATH, ctx -> {
            ctx.attribute(ROUTE, "twirp");
            sockets.twirp.handle(ctx);
        });
    }

    /** On the signalling port {@code /} is the door, too; elsewhere it is the page's. */
    private void peers(RoutesConfig to) {
        for (String path : List.of(PeerSocketAdapter.PATH, "/")) {
            to.wsBeforeUpgrade(
                    path,
                    ctx -> upgrade(ctx, SIGNAL, () -> {
                        if (path.equals("/") && !isForPeers(ctx)) {
                            throw ApiErrors.notFound(path);
                        }
                        sockets.peers.check(ctx);
                    }));
            to.ws(path, sockets.peers::configure);
        }
    }

    private boolean isForPeers(Context ctx) {
        return sockets.forPeers.test(ctx.req().getLocalPort());
    }

    private void begin(Context ctx) {
        arrive(ctx);
        tools.security.set(ctx);
        tools.door.checkRequest(ctx);
        tools.guard.checkHost(Requests.host(ctx));
        if (isForPeers(ctx)) {
            throw ApiErrors.notFound(ctx.path());
        }
        if (tools.pages.admit(ctx)) {
            ctx.attribute(ROUTE, "preflight");
            end(ctx);
            ctx.skipRemainingHandlers();
        } else if (MUTATIONS.contains(ctx.req().getMethod().toUpperCase(Locale.ROOT))) {
            checkOrigin(ctx);
        }
    }

    private void arrive(Context ctx) {
        tools.accessLog.begin(ctx);
        tools.guard.markProxied(ctx);
    }

    private void checkOrigin(Context ctx) {
        tools.guard.checkOrigin(
                ctx.header("Origin"), Requests.host(ctx), ctx.req().isSecure());
    }

    private void end(Context ctx) {
        @Nullable String route = ctx.attribute(ROUTE);
        tools.accessLog.end(ctx, route == null ? "none" : route);
    }

    private void upgrade(Context ctx, String name, Runnable check) {
        arrive(ctx);
        ctx.attribute(ROUTE, name);
        try {
            tools.guard.checkHost(Requests.host(ctx));
            checkOrigin(ctx);
            if (isForPeers(ctx) && !name.equals(SIGNAL)) {
                throw ApiErrors.notFound(ctx.path());
            }
            check.run();
        } catch (ApiError error) {
            tools.refuser.publish(ctx, error);
            refuseUpgrade(ctx);
        } catch (PlainRefusal refusal) {
            publish(ctx, refusal);
            refuseUpgrade(ctx);
        }
    }

    /** Javalin writes no body instead of an upgrade: that is done here, and the upgrade skipped. */
    private void refuseUpgrade(Context ctx) {
        try (InputStream body = ctx.resultInputStream()) {
            if (body != null) {
                body.transferTo(ctx.res().getOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the client did not wait for the refusal", e);
        }
        end(ctx);
        ctx.skipRemainingHandlers();
    }

    private static void publish(Context ctx, PlainRefusal refusal) {
        ctx.status(refusal.status()).contentType("text/plain").result(refusal.text());
    }

    private void refusals(RoutesConfig to) {
        to.exception(ApiError.class, (error, ctx) -> tools.refuser.publish(ctx, error));
        to.exception(PlainRefusal.class, (refusal, ctx) -> publish(ctx, refusal));
        to.exception(HttpResponseException.class, (error, ctx) -> unmatched(error, ctx));
        to.exception(Exception.class, (failure, ctx) -> tools.refuser.publishUnexpected(ctx, failure));
    }

    /** No route: perhaps a file of the page. */
    private void unmatched(HttpResponseException error, Context ctx) {
        boolean reads = Set.of("GET", "HEAD").contains(ctx.req().getMethod());
        if (error.getStatus() == 404 && reads && tools.web.serve(ctx)) {
            ctx.attribute(ROUTE, "web");
            return;
        }
        String allowed = error.getDetails().getOrDefault("availableMethods", "");
        tools.refuser.publish(
                ctx,
                switch (error.getStatus()) {
                    case 404 -> ApiErrors.notFound(ctx.path());
                    case 405 -> ApiErrors.methodNotAllowed(ctx.req().getMethod(), allowed);
                    default ->
                        new ApiError(error.getStatus(), "REQUEST_REFUSED", "The hub does not take this request.");
                });
    }
}
