package dev.tutti.gateway.http;

import dev.tutti.gateway.wire.ErrorAnswer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors of requests that never got as far as a route: not HTTP, too long, half there. */
public final class BadRequests extends ErrorHandler {
    private final JsonCodec json;
    private final AccessLog log;

    public BadRequests(JsonCodec json, AccessLog log) {
        this.json = json;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String message = status == 431
                ? "The request's headers are too long."
                : "The hub cannot read this request (" + status + ").";
        String id = log.unread(request, status);
        var body = new ErrorAnswer(new ErrorAnswer.ErrorBody("REQUEST_MALFORMED", message, Map.of(), id));
        response.getHeaders().put("X-Request-Id", id);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(json.write(body)), callback);
        return true;
    }
}
