package dev.tutti.media.twirp;

/** An error of a Twirp call: its code decides the HTTP status (the Twirp wire protocol, version 7). */
final class TwirpError extends Exception {
    private static final long serialVersionUID = 1L;

    /** The codes in use, each with its HTTP status. */
    enum Code {
        INVALID_ARGUMENT("invalid_argument", 400),
        MALFORMED("malformed", 400),
        UNAUTHENTICATED("unauthenticated", 401),
        PERMISSION_DENIED("permission_denied", 403),
        BAD_ROUTE("bad_route", 404),
        NOT_FOUND("not_found", 404),
        FAILED_PRECONDITION("failed_precondition", 412),
        RESOURCE_EXHAUSTED("resource_exhausted", 429),
        INTERNAL("internal", 500),
        UNIMPLEMENTED("unimplemented", 501);

        private final String text;
        private final int status;

        Code(String text, int status) {
            this.text = text;
            this.status = status;
        }

        String text() {
            return text;
        }

        int status() {
            return status;
        }
    }

    private final Code code;

    TwirpError(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
