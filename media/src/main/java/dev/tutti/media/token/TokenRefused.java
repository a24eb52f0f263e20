package dev.tutti.media.token;

/** A token that is not accepted; the message says why without telling secrets. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TokenRefused(String message) {
        super(message, null, false, false);
    }

    /** Why, for the one who sent it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
