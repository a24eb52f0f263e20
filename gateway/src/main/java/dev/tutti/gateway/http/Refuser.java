package dev.tutti.gateway.http;

import io.javalin.http.Context;

/** Tells who is refused, and remembers that he was. Thread-safe. */
public record Refuser(ReplyPublisher publisher, Refusals refusals) {
    public void publish(Context ctx, ApiError error) {
        refusals.note(ctx, error);
        publisher.publish(ctx, error);
    }

    public void publishUnexpected(Context ctx, Exception failure) {
        publisher.publishUnexpected(ctx, failure);
    }
}
