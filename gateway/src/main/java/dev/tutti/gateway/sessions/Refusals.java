package dev.tutti.gateway.sessions;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;

/** Turns a session's rejection into an error of the wire. */
public final class Refusals {
    private Refusals() {}

    public static ApiError of(Rejection rejection) {
        return new ApiError(
                status(rejection.code()), rejection.code().name(), rejection.message(), rejection.details());
    }

    static int status(RejectionCode code) {
        return switch (code.category()) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case UNAVAILABLE -> 503;
        };
    }
}
