package dev.tutti.gateway.http;

import dev.tutti.gateway.wire.ErrorAnswer;
import io.javalin.http.Context;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and the one shape of errors. Thread-safe. */
public final class ReplyPublisher {
    private static final Logger log = LoggerFactory.getLogger(ReplyPublisher.class);
    private static final String JSON = "application/json";
    /** On how many disks a change is, in the answer to it (docs/log-replication.md). */
    static final String COPIES = "copies";

    private final JsonCodec json;

    public ReplyPublisher(JsonCodec json) {
        this.json = json;
    }

    public void publish(Context ctx, Reply reply) {
        Reply.Bytes answer = encoded(reply);
        ctx.status(answer.status());
        ctx.header("Cache-Control", "no-store");
        answer.headers().forEach(ctx::header);
        ctx.contentType(answer.contentType()).result(answer.body());
    }

    /** As it goes onto the wire: its size is known, and nothing else is kept alive by it. */
    Reply.Bytes encoded(Reply reply) {
        return switch (reply) {
            case Reply.Json answer ->
                new Reply.Bytes(answer.status(), JSON, json.write(answer.body()), answer.headers());
            case Reply.Bytes answer -> answer;
        };
    }

    /** The same of a change, saying on how many disks it is; 0 when it changed no log. */
    Reply.Bytes encoded(Reply reply, int copies) {
        return copies > 0 && reply instanceof Reply.Json answer
                ? new Reply.Bytes(answer.status(), JSON, json.write(answer.body(), COPIES, copies), answer.headers())
                : encoded(reply);
    }

    public void publish(Context ctx, ApiError error) {
        long retryAfterS = error.retryAfterS();
        if (retryAfterS > 0) {
            ctx.header("Retry-After", Long.toString(retryAfterS));
        }
        if (error.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        if (error.details().get("allow") instanceof String allow) {
            ctx.header("Allow", allow);
        }
        publish(ctx, new Reply.Json(error.status(), answer(error, Requests.id(ctx))));
    }

    /** For what nobody expected: the log gets the cause, the client the request id. */
    public void publishUnexpected(Context ctx, Exception failure) {
        if (isHangUp(failure)) {
            log.debug("the client of request {} hung up", Requests.id(ctx), failure);
            return;
        }
        log.error("request {} failed", Requests.id(ctx), failure);
        publish(ctx, ApiErrors.internal());
    }

    private static boolean isHangUp(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EofException) {
                return true;
            }
        }
        return false;
    }

    public static ErrorAnswer answer(ApiError error, String requestId) {
        return new ErrorAnswer(new ErrorAnswer.ErrorBody(error.code(), error.text(), error.details(), requestId));
    }
}
