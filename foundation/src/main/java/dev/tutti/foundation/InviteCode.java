package dev.tutti.foundation;

import java.util.Optional;

/** The code of one invite; long enough that nobody guesses it. */
public record InviteCode(String value) {
    public static final int LENGTH = 12;

    public InviteCode {
        if (!CodeAlphabet.read(value, LENGTH).equals(Optional.of(value))) {
            throw new IllegalArgumentException("not a code of " + LENGTH + " characters");
        }
    }

    public static InviteCode draw(Entropy entropy) {
        return new InviteCode(CodeAlphabet.draw(entropy, LENGTH));
    }

    /** Reads what somebody typed: any case, spaces and dashes allowed. */
    public static Optional<InviteCode> read(String typed) {
        return CodeAlphabet.read(typed, LENGTH).map(InviteCode::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
