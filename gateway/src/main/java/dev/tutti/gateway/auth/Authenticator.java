package dev.tutti.gateway.auth;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.session.Name;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets people in by code, keeps them in by refresh, and says who a token stands for. Thread-safe, waits for the disk. */
public final class Authenticator {
    private final Sessions sessions;
    private final AccessTokenCodec codec;
    private final TokenIssuer issuer;
    private final OwnerLinks links;
    private final Doors doors;
    private final IdGenerator ids;

    /** What authentication stands on. */
    public record Ports(Sessions sessions, FactStore facts, WallClock clock, Entropy entropy) {}

    /** Somebody who came in: tokens, and the session that their code opened. */
    public record Admitted(
            TokenIssuer.Issued tokens, @Nullable SessionState session) {}

    /**
     * Somebody at the door.
     *
     * @param token of somebody who is known, and stays what he is
     * @param refreshToken what the device held last: it says who comes again, and grants nothing
     * @param listenOnly what is said here can be heard on the network
     */
    public record Comer(
            @Nullable String name,
            @Nullable AccessToken token,
            @Nullable String refreshToken,
            boolean listenOnly) {}

    public Authenticator(Ports ports, TokenKeys keys, TokenIssuer.Lifetimes lifetimes, JsonCodec json) {
        sessions = ports.sessions;
        codec = new AccessTokenCodec(keys, ports.clock);
        var store = new CredentialStore(ports.facts, json);
        store.sweep(ports.clock.now().toEpochMilli());
        issuer = new TokenIssuer(codec, store, ports.clock, ports.entropy, lifetimes);
        links = new OwnerLinks(store, ports.clock, ports.entropy);
        doors = new Doors(sessions, links, ports.clock);
        ids = new IdGenerator(ports.clock, ports.entropy);
    }

    /** Signs with these from now on, and takes what they signed; what others signed is refused. */
    public void keys(TokenKeys keys) {
        codec.keys(keys);
    }

    public OwnerLinks ownerLinks() {
        return links;
    }

    /** Called whenever a line of refresh tokens ends here, on the thread that ended it; must not block. */
    public void onEnd(Consumer<EndedFamily> listener) {
        issuer.onEnd(listener);
    }

    /** The lines of refresh tokens whose end is remembered. */
    public List<EndedFamily> ended() {
        return issuer.ended();
    }

    /** One ended at another node of the hub: its tokens do not work here, either. Waits for the disk. */
    public void end(EndedFamily elsewhere) {
        issuer.end(elsewhere);
    }

    /** The token, or an error 401. */
    public AccessToken authenticate(String accessToken) {
        return codec.decode(accessToken);
    }

    /** By the code of an owner's link, an invite or a session; who is known already stays who he is. */
    public Admitted exchangeCode(String code, Comer comer) {
        // A name that is refused must not use an owner's link up.
        @Nullable String wanted = wanted(comer.name);
        if (comer.listenOnly && doors.isOwnerLink(code)) {
            throw ApiErrors.listenOnly();
        }
        Doors.Door door = doors.open(code);
        Admitted admitted = admit(door, wanted, comer);
        // After the tokens: a crash in between leaves a link that still works, not a hub without an owner.
        doors.shut(door, code);
        return admitted;
    }

    /** By choosing a session that is open to the network. */
    public Admitted exchangeSession(String sessionId, Comer comer) {
        if (!SessionId.isValid(sessionId)) {
            throw ApiErrors.invalid("session_id", "session_id is not an id.");
        }
        return admit(doors.open(new SessionId(sessionId)), wanted(comer.name), comer);
    }

    private static @Nullable String wanted(@Nullable String name) {
        return name == null || name.isBlank() ? null : readName(name);
    }

    private Admitted admit(Doors.Door door, @Nullable String wanted, Comer comer) {
        AccessToken bearer = comer.token;
        // Who heard a token over plain HTTP does not become its holder over TLS.
        @Nullable AccessToken known = bearer != null && bearer.listenOnly() && !comer.listenOnly ? null : bearer;
        @Nullable SessionState state = door.session();
        @Nullable SessionId sessionId = state == null ? null : state.id();
        OwnerLink link = door.link();
        TokenIssuer.Holder holder;
        if (link != null) {
            holder = new TokenIssuer.Holder(
                    link.userId(), wanted == null ? link.name() : wanted, door.admittance(), sessionId);
        } else if (known != null) {
            Admittance admittance = known.isOwner() ? known.admittance() : door.admittance();
            holder = new TokenIssuer.Holder(
                    known.userId(), wanted == null ? known.name() : wanted, admittance, sessionId);
        } else {
            UserId userId = returning(comer).orElseGet(ids::userId);
            holder = new TokenIssuer.Holder(userId, wanted == null ? "" : wanted, door.admittance(), sessionId);
        }
        return new Admitted(issuer.issue(holder, state, comer.listenOnly), state);
    }

    /** Who the device was before; over plain HTTP nobody is believed, and a token that was heard there names nobody. */
    private Optional<UserId> returning(Comer comer) {
        String token = comer.refreshToken;
        if (token == null || comer.listenOnly) {
            return Optional.empty();
        }
        try {
            RefreshFamily family = issuer.family(token);
            return family.listenOnly() ? Optional.empty() : Optional.of(family.userId());
        } catch (ApiError refused) {
            return Optional.empty();
        }
    }

    /** New tokens for somebody who just joined: they know the session, the name and the role. */
    public TokenIssuer.Issued joined(AccessToken token, SessionState state, String name, boolean listenOnly) {
        return issuer.reissue(token, state, name, listenOnly);
    }

    /** By which invites that person came, in the order of their codes. */
    public List<InviteCode> invitesOf(UserId userId) {
        return issuer.admittances(userId)
                .flatMap(admittance ->
                        admittance instanceof Admittance.Invite invite ? Stream.of(invite.code()) : Stream.empty())
                .map(InviteCode::new)
                .distinct()
                .sorted(Comparator.comparing(InviteCode::value))
                .toList();
    }

    /**
     * The next pair of tokens, if their holder is still let in.
     *
     * @param accessToken that came with the refresh token; without it only tokens of this node are known
     */
    public Admitted refresh(String refreshToken, @Nullable String accessToken, boolean listenOnly) {
        RefreshFamily family = accessToken == null
                ? issuer.family(refreshToken)
                : issuer.family(refreshToken, codec.pair(accessToken));
        SessionId sessionId = family.sessionId();
        Optional<SessionState> state =
                Optional.ofNullable(sessionId).flatMap(sessions::find).map(SessionWriter::state);
        boolean owner = family.admittance() instanceof Admittance.Owner;
        if (!owner) {
            checkStillIn(family, state);
        }
        @Nullable SessionState current = state.orElse(null);
        return new Admitted(issuer.renew(family, refreshToken, current, listenOnly), current);
    }

    private void checkStillIn(RefreshFamily family, Optional<SessionState> state) {
        if (state.isEmpty() || state.get().isEnded()) {
            // It lets nobody in any more, and still says who comes to the next session.
            throw new ApiError(401, "SESSION_CLOSED", Doors.closed().text());
        }
        Optional<Participant> participant = state.get().roster().find(family.userId());
        if (participant.isPresent() && !state.get().mayRefresh(family.userId())) {
            issuer.revoke(family);
            throw TokenIssuer.refused();
        }
    }

    /** The name as it is kept, or an error 400. */
    public static String readName(String given) {
        return Name.read(given)
                .orElseThrow(
                        () -> ApiErrors.invalid("name", Name.rejection("name").message()));
    }
}
