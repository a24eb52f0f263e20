package dev.tutti.gateway.auth;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.session.core.FactStore;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Credentials that outlive the process, as facts of the hub; secrets are kept as hashes only. Thread-safe, waits for the disk. */
final class CredentialStore {
    private static final String FAMILIES = "auth/family/";
    private static final String LINK = "auth/owner-link";
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
            String codeHash,
            String userId,
            String name,
            @Nullable String sessionId,
            long expiresAtMs,
            boolean used) {}

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

    /** Those whose id begins so. */
    Stream<RefreshFamily> families(String prefix) {
        return facts.keys(FAMILIES + prefix, SWEEP).stream()
                .flatMap(key -> family(key.substring(FAMILIES.length())).stream());
    }

    /** There are more than anybody needs: what others say of further ones is not kept. */
    boolean isFull() {
        return facts.keys(FAMILIES, SWEEP).size() >= SWEEP;
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

    /** The newest link takes the place of the one before. */
    void save(OwnerLink link) {
        facts.put(LINK, bytes(link));
    }

    Optional<OwnerLink> link() {
        return facts.get(LINK).map(this::link);
    }

    /** Marks it as used if it is still the newest and unused: of two that try, one gets it. */
    boolean use(OwnerLink link) {
        return facts.replace(LINK, bytes(link), bytes(link.asUsed()));
    }

    /** Forgets what has expired. */
    void sweep(long nowMs) {
        for (String key : facts.keys(FAMILIES, SWEEP)) {
            family(key.substring(FAMILIES.length()))
                    .filter(family -> family.expiresAtMs() <= nowMs)
                    .ifPresent(family -> revoke(family.id()));
        }
    }

    private OwnerLink link(byte[] bytes) {
        LinkFact fact = json.read(bytes, LinkFact.class);
        return new OwnerLink(
                fact.codeHash,
                new UserId(fact.userId),
                fact.name,
                session(fact.sessionId),
                fact.expiresAtMs,
                fact.used);
    }

    private byte[] bytes(OwnerLink link) {
        return json.write(new LinkFact(
                link.codeHash(),
                link.userId().value(),
                link.name(),
                text(link.sessionId()),
                link.expiresAtMs(),
                link.used()));
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
