package dev.tutti.gateway.auth;

import dev.tutti.foundation.CodeAlphabet;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and takes owner links: their codes are long, work once, and end. Thread-safe, waits for the disk. */
public final class OwnerLinks {
    /** So long that it is told from a session's code and an invite's by its length. */
    public static final int CODE_LENGTH = 20;

    private final CredentialStore store;
    private final WallClock clock;
    private final Entropy entropy;

    OwnerLinks(CredentialStore store, WallClock clock, Entropy entropy) {
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** The code of a new link; whoever uses it first becomes that user. */
    public String create(UserId userId, String name, @Nullable SessionId opens, Duration validity) {
        String code = CodeAlphabet.draw(entropy, CODE_LENGTH);
        long expiresAtMs = clock.now().plus(validity).toEpochMilli();
        store.save(new OwnerLink(hash(code), userId, name, opens, expiresAtMs));
        return code;
    }

    /** Whether a link waits for its first user. */
    public boolean anyUnused() {
        return store.anyLink(clock.now().toEpochMilli());
    }

    /** Takes back every link that nobody used yet. */
    public void revokeUnused() {
        store.dropLinks();
    }

    /** Uses the link up; empty when there is none of that code, or it was used. */
    Optional<OwnerLink> take(String code) {
        return store.take(hash(code));
    }

    private static String hash(String code) {
        return new Sha256().text("owner-link").text(code).hex(32);
    }
}
