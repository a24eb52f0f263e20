package dev.tutti.cluster.admission;

import dev.tutti.foundation.NodeId;
import java.util.Arrays;
import java.util.Optional;

/**
 * A node that belongs to the cluster, or did.
 *
 * @param name how it calls itself, for people; at most {@link #MAX_NAME_LENGTH} characters
 * @param address where it was first met, {@code host:port}; a hint for dialling, empty when unknown
 * @param revision counts the changes of this entry; of two copies the higher one is right
 */
public record Member(NodeId id, String name, String address, By by, long sinceMs, long revision, boolean removed) {
    public static final int MAX_NAME_LENGTH = 60;
    public static final int MAX_ADDRESS_LENGTH = 100;

    /** Who or what let it in. */
    public enum By {
        /** It made the cluster. */
        FOUNDER(0),
        /** It showed an invite. */
        INVITE(1),
        /** The configuration names it. */
        ALLOWLIST(2),
        /** The operator said yes. */
        OPERATOR(3);

        private final int code;

        By(int code) {
            this.code = code;
        }

        /** On the wire. */
        public int code() {
            return code;
        }

        public static Optional<By> of(int code) {
            return Arrays.stream(values()).filter(by -> by.code == code).findFirst();
        }
    }

    public Member {
        name = printable(name, MAX_NAME_LENGTH);
        address = plain(address);
    }

    public static Member admitted(NodeId id, String name, String address, By by, long nowMs) {
        return new Member(id, name, address, by, nowMs, 1, false);
    }

    Member asRemoved() {
        return new Member(id, name, address, by, sinceMs, revision + 1, true);
    }

    /** In again, after it was removed. */
    Member again(String nowName, String nowAddress, By nowBy, long nowMs) {
        return new Member(id, nowName, nowAddress, nowBy, nowMs, revision + 1, false);
    }

    /** Which of two copies of one entry holds: the later one, and of equals the stricter. */
    Member or(Member other) {
        if (revision != other.revision) {
            return revision > other.revision ? this : other;
        }
        if (removed != other.removed) {
            return removed ? this : other;
        }
        return order().compareTo(other.order()) <= 0 ? this : other;
    }

    /** Any fixed order will do, as long as it is the same everywhere. */
    private String order() {
        return name + '\0' + address + '\0' + by + '\0' + sinceMs;
    }

    /** A host and a port; anything else is no address. */
    static String plain(String address) {
        boolean fits = address.length() <= MAX_ADDRESS_LENGTH && address.chars().allMatch(c -> c > ' ' && c < 127);
        return fits ? address : "";
    }

    /** Text of a stranger, fit for a terminal and a log line. */
    public static String printable(String text, int maxLength) {
        var shown = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(maxLength)
                .forEach(c -> {
                    if (shown.length() + Character.charCount(c) <= maxLength) {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.toString();
    }
}
