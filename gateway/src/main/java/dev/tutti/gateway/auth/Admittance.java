package dev.tutti.gateway.auth;

/** What let somebody in. */
public sealed interface Admittance {
    /** The owner's link. */
    record Owner() implements Admittance {}

    record Invite(String code) implements Admittance {}

    /** The session's code. */
    record Code() implements Admittance {}

    /** A session that is open to the network. */
    record Discovered() implements Admittance {}

    /** As text for tokens and the store: {@code owner}, {@code invite:CODE}, {@code code}, {@code discovered}. */
    default String text() {
        return switch (this) {
            case Owner _ -> "owner";
            case Invite invite -> "invite:" + invite.code;
            case Code _ -> "code";
            case Discovered _ -> "discovered";
        };
    }

    static Admittance parse(String text) {
        if (text.startsWith("invite:")) {
            return new Invite(text.substring("invite:".length()));
        }
        return switch (text) {
            case "owner" -> new Owner();
            case "code" -> new Code();
            case "discovered" -> new Discovered();
            default -> throw new IllegalArgumentException("no admittance " + text);
        };
    }
}
