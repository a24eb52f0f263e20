package dev.tutti.node.console;

/** Why a hub could not be asked, or what it refused; the message is for people. */
public final class ConsoleException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConsoleException(String message) {
        super(message);
    }

    public ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }
}
