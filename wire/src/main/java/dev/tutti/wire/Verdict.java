package dev.tutti.wire;

/** What the codec says of bytes that came from outside: taken, passed over, or the rule that they break. */
public enum Verdict {
    /** Every rule holds. */
    ACCEPTED,
    /** A type that this version does not know and need not. */
    SKIPPED,
    /** Shorter than a header. */
    TOO_SHORT,
    /** Does not begin as a message of ours. */
    BAD_MAGIC,
    /** Another major version. */
    BAD_VERSION,
    /** A flag that must be understood, and is not. */
    UNKNOWN_FLAG,
    /** The payload's length is over the limit. */
    TOO_LONG,
    /** The payload's length is not that of the bytes that came. */
    BAD_LENGTH,
    /** The checksum is wrong. */
    BAD_CRC,
    /** No node has the tag 0. */
    NO_SOURCE,
    /** A type that must be understood, and is not: to be answered by NACK UNSUPPORTED. */
    UNKNOWN_TYPE,
    /** A field ends after the payload does. */
    TRUNCATED,
    /** A text, a byte string or a list is over its limit. */
    OVER_LIMIT,
    /** A text is no UTF-8, or an id or a word has a character that it may not have. */
    BAD_TEXT,
    /** A number means nothing: a flag other than 0 and 1, an unknown choice. */
    BAD_NUMBER;

    public boolean isRefusal() {
        return this != ACCEPTED && this != SKIPPED;
    }
}
