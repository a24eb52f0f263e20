package dev.tutti.gateway.auth;

import dev.tutti.foundation.Base64Url;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.session.Capability;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Issues pairs of tokens and renews them. Thread-safe, waits for the disk. */
public final class TokenIssuer {
    private static final int SECRET_BYTES = 32;
    private static final int FAMILY_BYTES = 12;
    /** Of base64. */
    private static final int FAMILY_CHARS = FAMILY_BYTES / 3 * 4;

    private static final String FAMILY_MARK = "_";
    private static final long CLOCKS_DIFFER_MS = Duration.ofDays(1).toMillis();

    private final AccessTokenCodec codec;
    private final CredentialStore store;
    private final WallClock clock;
    private final Entropy entropy;
    private final Lifetimes lifetimes;
    private volatile Consumer<EndedFamily> onEnd = _ -> {};

    /** How long tokens work. */
    public record Lifetimes(Duration access, Duration refresh) {
        public static final Lifetimes DEFAULT = new Lifetimes(Duration.ofMinutes(15), Duration.ofDays(30));
    }

    /** What a client gets; the refresh token shows itself only here. */
    public record Issued(AccessToken access, String token, String refreshToken) {}

    /** Who somebody is, before tokens are made of it. */
    public record Holder(
            UserId userId,
            String name,
            Admittance admittance,
            @Nullable SessionId sessionId) {}

    TokenIssuer(AccessTokenCodec codec, CredentialStore store, WallClock clock, Entropy entropy, Lifetimes lifetimes) {
        this.codec = codec;
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
        this.lifetimes = lifetimes;
    }

    /** Starts a new family. */
    Issued issue(Holder holder, @Nullable SessionState state, boolean listenOnly) {
        String id = holder.userId() + FAMILY_MARK + Base64Url.encode(entropy.bytes(FAMILY_BYTES));
        String secret = secret();
        var family = new RefreshFamily(
                id,
                holder.userId(),
                holder.name(),
                holder.admittance(),
                holder.sessionId(),
                hash(secret),
                null,
                refreshExpiryMs(),
                listenOnly);
        store.save(family);
        return issued(family, secret, state);
    }

    /** Continues the family of a token for that session and name, which starts over if it was revoked meanwhile. */
    Issued reissue(AccessToken token, SessionState state, String name, boolean listenOnly) {
        var holder = new Holder(token.userId(), name, token.admittance(), state.id());
        Optional<RefreshFamily> before = store.family(token.familyId());
        if (before.isEmpty() || before.get().hasEnded()) {
            return issue(holder, state, listenOnly || token.listenOnly());
        }
        String secret = secret();
        RefreshFamily after = before.get()
                .in(state.id(), name)
                .replacing(before.get().currentHash(), hash(secret), nextExpiryMs(before.get()))
                .heard(listenOnly || token.listenOnly());
        store.save(after);
        return issued(after, secret, state);
    }

    /** The family that a refresh token belongs to; a token that was replaced long ago ends its family: it was stolen. */
    RefreshFamily family(String refreshToken) {
        int dot = refreshToken.lastIndexOf('.');
        if (dot < 1) {
            throw refused();
        }
        RefreshFamily family = store.family(refreshToken.substring(0, dot))
                .filter(known -> !known.hasEnded())
                .orElseThrow(TokenIssuer::refused);
        String presented = hash(refreshToken.substring(dot + 1));
        if (!same(presented, family.currentHash()) && !same(presented, family.previousHash())) {
            revoke(family);
            throw refused();
        }
        if (family.expiresAtMs() <= clock.now().toEpochMilli()) {
            store.revoke(family.id());
            throw refused();
        }
        return family;
    }

    /**
     * The family of a refresh token that another node of the hub gave out last: it goes on here. The access token that came
     * with it proves that, and has to be later than what was last given out here, or it is an old one that was stolen.
     */
    RefreshFamily family(String refreshToken, AccessTokenCodec.Pair pair) {
        AccessToken token = pair.token();
        String presented = hash(refreshToken.substring(refreshToken.lastIndexOf('.') + 1));
        Optional<RefreshFamily> here = store.family(token.familyId());
        boolean later = here.isEmpty()
                || (!here.get().hasEnded() && pair.endsAtMs() > here.get().expiresAtMs());
        if (!refreshToken.startsWith(token.familyId() + ".")
                || !same(presented, pair.refreshHash())
                || !later
                || pair.endsAtMs() <= clock.now().toEpochMilli()) {
            return family(refreshToken);
        }
        var family = new RefreshFamily(
                token.familyId(),
                token.userId(),
                token.name(),
                token.admittance(),
                token.sessionId(),
                presented,
                null,
                pair.endsAtMs(),
                token.listenOnly() || here.map(RefreshFamily::listenOnly).orElse(false));
        store.save(family);
        return family;
    }

    /** The next pair; the token that was presented still works until the new one is used. */
    Issued renew(RefreshFamily family, String presentedToken, @Nullable SessionState state, boolean listenOnly) {
        String presented = hash(presentedToken.substring(presentedToken.lastIndexOf('.') + 1));
        String secret = secret();
        RefreshFamily after =
                family.replacing(presented, hash(secret), nextExpiryMs(family)).heard(listenOnly);
        if (!store.replace(family, after)) {
            throw new ApiError(409, "REFRESH_TWICE", "This token is being refreshed already. Try again in a moment.");
        }
        return issued(after, secret, state);
    }

    /** What let that person in, once for each device. */
    Stream<Admittance> admittances(UserId userId) {
        return store.families(userId.value() + FAMILY_MARK)
                .filter(family -> !family.hasEnded())
                .map(RefreshFamily::admittance);
    }

    /** Its end is kept as long as a pair of it may come back from another node, and the other nodes hear of it. */
    void revoke(RefreshFamily family) {
        var ended = new EndedFamily(family.id(), nextExpiryMs(family));
        store.save(family.ended(ended.untilMs()));
        onEnd.accept(ended);
    }

    /** Called whenever a family ends here, on the thread that ended it; must not block. */
    void onEnd(Consumer<EndedFamily> listener) {
        onEnd = listener;
    }

    /** Those whose end is still remembered, some of the many if there are many. */
    List<EndedFamily> ended() {
        return store.families("")
                .filter(RefreshFamily::hasEnded)
                .map(family -> new EndedFamily(family.id(), family.expiresAtMs()))
                .toList();
    }

    /** It ended at another node. */
    void end(EndedFamily elsewhere) {
        int mark = elsewhere.id().length() - FAMILY_CHARS - 1;
        String holder = elsewhere.id().substring(0, Math.max(0, mark));
        if (!UserId.isValid(holder) || !elsewhere.id().startsWith(FAMILY_MARK, mark)) {
            return;
        }
        Optional<RefreshFamily> here = store.family(elsewhere.id());
        if (here.filter(RefreshFamily::hasEnded).isPresent() || (here.isEmpty() && store.isFull())) {
            return;
        }
        long untilMs = Math.min(elsewhere.untilMs(), refreshExpiryMs() + CLOCKS_DIFFER_MS);
        store.save(here.map(family -> family.ended(nextExpiryMs(family)))
                .orElseGet(() -> RefreshFamily.unknown(elsewhere.id(), new UserId(holder))
                        .ended(untilMs)));
    }

    private Issued issued(RefreshFamily family, String secret, @Nullable SessionState state) {
        Optional<Participant> participant = state == null
                ? Optional.empty()
                : state.roster().find(family.userId()).filter(Participant::isAdmitted);
        List<String> capabilities = state == null
                ? List.of()
                : state.capabilities(family.userId()).stream()
                        .map(Capability::wireName)
                        .toList();
        Instant expiresAt =
                Instant.ofEpochSecond(clock.now().plus(lifetimes.access).getEpochSecond());
        var access = new AccessToken(
                family.userId(),
                family.name(),
                family.id(),
                family.admittance(),
                family.sessionId(),
                participant.map(Participant::role).orElse(null),
                capabilities,
                family.listenOnly(),
                expiresAt);
        return new Issued(access, codec.encode(access, family), family.id() + "." + secret);
    }

    private String secret() {
        return Base64Url.encode(entropy.bytes(SECRET_BYTES));
    }

    private long refreshExpiryMs() {
        return clock.now().plus(lifetimes.refresh).toEpochMilli();
    }

    /** Later than before by whatever clock: which of two pairs is the later one is told by it at all nodes. */
    private long nextExpiryMs(RefreshFamily family) {
        return Math.max(refreshExpiryMs(), family.expiresAtMs() + 1);
    }

    private static String hash(String secret) {
        return new Sha256().text("refresh").text(secret).hex(32);
    }

    private static boolean same(String presented, @Nullable String known) {
        return known != null
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.US_ASCII), known.getBytes(StandardCharsets.US_ASCII));
    }

    static ApiError refused() {
        return new ApiError(401, "REFRESH_REFUSED", "The hub no longer knows you here. Join with a code again.");
    }
}
