package dev.tutti.cluster.admission;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is said to somebody at the door. */
public sealed interface Verdict {
    /**
     * Come in.
     *
     * @param inviteKey of the invite that was used up, so that the inviting side can prove itself, too
     */
    record Admitted(Optional<byte[]> inviteKey) implements Verdict {}

    /** The operator is asked; come again. */
    record Pending() implements Verdict {}

    /** No. */
    record Refused(Reason reason) implements Verdict {}

    /** Why not. */
    enum Reason {
        /** Something that this version does not know. */
        OTHER,
        /** It is no member, and does not ask to become one. */
        UNKNOWN,
        /** The operator removed it; only an invite or the operator brings it back. */
        REMOVED,
        /** No open invite fits the proof: wrong, used or past its end. */
        INVITE_REFUSED,
        /** The cluster is full. */
        FULL,
        /** Too many wait for the operator already. */
        CROWDED,
        /** Another member's id begins the same: epochs could not tell them apart. */
        TAG_TAKEN,
        /** It is of another cluster, and does not ask to leave that for this one. */
        OTHER_CLUSTER,
        /** It is this very node. */
        SELF,
        /** It, or its address, asks too often. */
        TOO_OFTEN;

        /** As it is written on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a newer node may say is {@link #OTHER}. */
        public static Reason of(String word) {
            return Arrays.stream(values())
                    .filter(reason -> reason.word().equals(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }
}
