package dev.tutti.session;

/** An event that cannot follow the state it is applied to: the log or the code is broken, so nobody goes on. */
public final class ImpossibleEventException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public ImpossibleEventException(String message) {
        super(message);
    }
}
