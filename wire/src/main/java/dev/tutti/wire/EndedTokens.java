package dev.tutti.wire;

/**
 * A line of refresh tokens of which none works any more.
 *
 * @param family its public id, no secret
 * @param untilMs so long that has to be remembered, in milliseconds since 1970
 */
public record EndedTokens(String family, long untilMs) {
    void write(PayloadWriter out) {
        out.text(family, LinkMessage.MAX_FAMILY).i64(untilMs);
    }

    static EndedTokens read(PayloadReader in) {
        return new EndedTokens(in.text(LinkMessage.MAX_FAMILY), in.i64());
    }
}
