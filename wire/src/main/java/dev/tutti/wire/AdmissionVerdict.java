package dev.tutti.wire;

import java.util.List;

/** What becomes of a stranger. */
public enum AdmissionVerdict {
    ADMITTED,
    REFUSED,
    /** An operator has been asked. */
    WAITING;

    static final List<AdmissionVerdict> ALL = List.of(values());
}
