package dev.tutti.node.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where to join and with which code, in the one text of an invite's QR code: {@code tutti:HOST[:PORT]?invite=CODE}. */
record JoinTicket(String at, String code) {
    private static final Pattern TEXT = Pattern.compile("tutti:([^?]{1,300})\\?invite=([A-Za-z0-9-]{1,40})");

    static Optional<JoinTicket> read(String text) {
        var found = TEXT.matcher(text.strip());
        return found.matches() ? Optional.of(new JoinTicket(found.group(1), found.group(2))) : Optional.empty();
    }
}
