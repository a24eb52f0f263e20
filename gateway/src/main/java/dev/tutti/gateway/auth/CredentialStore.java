package dev.tutti.gateway.auth;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.session.core.FactStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials that outlive the process, as facts of the hub; secrets are kept as hashes only. Thread-safe, waits for the disk. */
final class CredentialStore {
    private static final String FAMILIES = "auth/family/";
    private static final String LINKS = "auth/owner-link/";
    private static final int SWEEP = 10_000;

    private final FactStore facts;
    private final JsonCodec json;

    CredentialStore(FactStore facts, JsonCodec json) {
        this.facts = facts;
        this.json = json;
    }

    /** As it stands in the store. */
    private record FamilyFact(
            String userId,
            String name,
            String admittance,
            @Nullable String sessionId,
            String currentHash,
            @Nullable String previousHash,
            long expiresAtMs,
            @Nullable Boolean listenOnly) {}

    private record LinkFact(
            String userId, String name, @Nullable String sessionId, long expiresAtMs) {}

    Optional<RefreshFamily> family(String familyId) {
        return facts.get(FAMILIES + familyId).map(bytes -> {
            FamilyFact fact = json.read(bytes, FamilyFact.class);
            return new RefreshFamily(
                    familyId,
                    new UserId(fact.userId),
                    fact.name,
                    Admittance.parse(fact.admittance),
                    session(fact.sessionId),
                    fact.currentHash,
                    fact.previousHash,
                    fact.expiresAtMs,
                    Boolean.TRUE.equals(fact.listenOnly));
        });
    }

    /** Adds the family, or replaces the one of the same id. */
    void save(RefreshFamily family) {
        facts.put(FAMILIES + family.id(), bytes(family));
    }

    /** Replaces the family if it is still as {@code before}: of two refreshes at the same moment one wins. */
    boolean replace(RefreshFamily before, RefreshFamily after) {
        return facts.replace(FAMILIES + before.id(), bytes(before), bytes(after));
    }

    void revoke(String familyId) {
        facts.delete(FAMILIES + familyId);
    }

    void save(OwnerLink link) {
        var fact = new LinkFact(link.userId().value(), link.name(), text(link.sessionId()), link.expiresAtMs());
        facts.put(LINKS + link.codeHash(), json.write(fact));
    }

    boolean anyLink(long nowMs) {
        return facts.keys(LINKS, SWEEP).stream()
                .flatMap(key -> facts.get(key).map(bytes -> link(key.substring(LINKS.length()), bytes)).stream())
                .anyMatch(link -> link.expiresAtMs() > nowMs);
    }

    synchronized void dropLinks() {
        facts.keys(LINKS, SWEEP).forEach(facts::delete);
    }

    /** Takes the link away: of two that try, one gets it. */
    synchronized Optional<OwnerLink> take(String codeHash) {
        Optional<byte[]> bytes = facts.get(LINKS + codeHash);
        bytes.ifPresent(_ -> facts.delete(LINKS + codeHash));
        return bytes.map(fact -> link(codeHash, fact));
    }

    /** Forgets what has expired. */
    void sweep(long nowMs) {
        for (String key : facts.keys(FAMILIES, SWEEP)) {
            family(key.substring(FAMILIES.length()))
                    .filter(family -> family.expiresAtMs() <= nowMs)
                    .ifPresent(family -> revoke(family.id()));
        }
        for (String key : facts.keys(LINKS, SWEEP)) {
            facts.get(key)
                    .map(bytes -> link(key.substring(LINKS.length()), bytes))
                    .filter(link -> link.expiresAtMs() <= nowMs)
                    .ifPresent(_ -> facts.delete(key));
        }
    }

    private OwnerLink link(String codeHash, byte[] bytes) {
        LinkFact fact = json.read(bytes, LinkFact.class);
        return new OwnerLink(codeHash, new UserId(fact.userId), fact.name, session(fact.sessionId), fact.expiresAtMs);
    }

    private byte[] bytes(RefreshFamily family) {
        return json.write(new FamilyFact(
                family.userId().value(),
                family.name(),
                family.admittance().text(),
                text(family.sessionId()),
                family.currentHash(),
                family.previousHash(),
                family.expiresAtMs(),
                family.listenOnly() ? true : null));
    }

    private static @Nullable SessionId session(@Nullable String text) {
        return text == null ? null : new SessionId(text);
    }

    private static @Nullable String text(@Nullable SessionId id) {
        return id == null ? null : id.value();
    }
}
