package dev.tutti.wire;

import java.util.List;

/** Why a node leads from now on. */
public enum AnnounceReason {
    /** Nobody did. */
    CLAIM,
    /** Two met, and this is the better rank; or receivers sat above it (E6, E10). */
    RAISE,
    /** The leader before gave it. */
    HANDOVER;

    static final List<AnnounceReason> ALL = List.of(values());
}
