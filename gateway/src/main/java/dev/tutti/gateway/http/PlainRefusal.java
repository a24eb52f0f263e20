package dev.tutti.gateway.http;

/** A refusal in plain words, for clients of a protocol that is not ours. */
public final class PlainRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public PlainRefusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
