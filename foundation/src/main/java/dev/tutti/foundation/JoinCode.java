package dev.tutti.foundation;

import java.util.Optional;

/** The six characters that open a session's door; they change when the host says so. */
public record JoinCode(String value) {
    public static final int LENGTH = 6;

    public JoinCode {
        if (!CodeAlphabet.read(value, LENGTH).equals(Optional.of(value))) {
            throw new IllegalArgumentException("not a code of " + LENGTH + " characters");
        }
    }

    public static JoinCode draw(Entropy entropy) {
        return new JoinCode(CodeAlphabet.draw(entropy, LENGTH));
    }

    /** Reads what somebody typed: any case, spaces and dashes allowed. */
    public static Optional<JoinCode> read(String typed) {
        return CodeAlphabet.read(typed, LENGTH).map(JoinCode::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
