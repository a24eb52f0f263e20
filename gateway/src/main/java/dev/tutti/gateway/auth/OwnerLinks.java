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

/**
 * Makes and takes owner links: their codes are long, work once, and end; a new one ends the one before. Each change is one
 * write, so that a crash leaves the link as it was or as it is to be. Thread-safe, waits for the disk.
 */
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
        store.save(new OwnerLink(hash(code), userId, name, opens, expiresAtMs, false));
        return code;
    }

    /** Whether somebody used the newest link: then the hub has its owner. */
    public boolean isUsed() {
        return store.link().filter(OwnerLink::used).isPresent();
    }

    /** The link of that code; empty when there is none, or it was used. */
    Optional<OwnerLink> find(String code) {
        return store.link().filter(link -> !link.used() && link.codeHash().equals(hash(code)));
    }

    /** Uses the link up; false when somebody else was quicker. */
    boolean take(OwnerLink link) {
        return store.use(link);
    }

    private static String hash(String code) {
        return new Sha256().text("owner-link").text(code).hex(32);
    }
}
