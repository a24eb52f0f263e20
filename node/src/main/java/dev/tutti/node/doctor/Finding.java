package dev.tutti.node.doctor;

/**
 * One thing that was looked at.
 *
 * @param check which check, one word
 * @param subject an interface, a port, an address; empty when there is but one
 * @param what was found
 * @param fix what to do about it; empty when nothing has to be done
 */
public record Finding(String check, String subject, Status status, String what, String fix) {
    /** How it stands. */
    public enum Status {
        OK,
        /** May matter, or not. */
        HINT,
        /** Works, and not as it should. */
        WARNING,
        /** Does not work. */
        FAILED,
        /** Could not be tested. */
        SKIPPED
    }

    static Finding ok(String check, String subject, String what) {
        return new Finding(check, subject, Status.OK, what, "");
    }

    static Finding failed(String check, String subject, String what, String fix) {
        return new Finding(check, subject, Status.FAILED, what, fix);
    }

    static Finding warning(String check, String subject, String what, String fix) {
        return new Finding(check, subject, Status.WARNING, what, fix);
    }

    static Finding hint(String check, String subject, String what, String fix) {
        return new Finding(check, subject, Status.HINT, what, fix);
    }

    static Finding skipped(String check, String subject, String what) {
        return new Finding(check, subject, Status.SKIPPED, what, "");
    }
}
