package dev.tutti.node;

import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.OwnerLinks;
import dev.tutti.session.Admission;
import dev.tutti.session.CreateSession;
import dev.tutti.session.SessionKind;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a new hub its owner: a one-use link into a session that is ready, until somebody has used one. */
final class FirstStart {
    private static final String OWNER = "hub/owner";
    private static final String OWNER_NAME = "Owner";
    private static final String FIRST_ROOM = "First room";
    private static final Duration LINK_LIFE = Duration.ofDays(7);

    private final FactStore facts;
    private final Sessions sessions;
    private final OwnerLinks links;
    private final boolean decides;

    /** @param decides whether a room can be made now */
    FirstStart(FactStore facts, Sessions sessions, OwnerLinks links, boolean decides) {
        this.facts = facts;
        this.sessions = sessions;
        this.links = links;
        this.decides = decides;
    }

    /** The path of a new link, as {@link #ownerCode}. */
    Optional<String> ownerPath(boolean wanted, Hub.Platform platform) {
        return ownerCode(wanted, new IdGenerator(platform.wallClock(), platform.entropy()))
                .map(code -> "/#/o/" + code);
    }

    /** The code of a new link: at the first start, while no link was used, or when one is asked for. */
    Optional<String> ownerCode(boolean wanted, IdGenerator ids) {
        byte[] known = facts.get(OWNER).orElse(null);
        if (known != null && !wanted && links.isUsed()) {
            return Optional.empty();
        }
        var owner = known == null ? ids.userId() : new UserId(new String(known, StandardCharsets.US_ASCII));
        if (known == null) {
            facts.put(OWNER, owner.value().getBytes(StandardCharsets.US_ASCII));
        }
        // It ends the one before, which may lie in somebody's scrollback.
        return Optional.of(links.create(owner, OWNER_NAME, room(owner), LINK_LIFE));
    }

    /** A room of the owner's that runs; a new one when there was never any. */
    private @Nullable SessionId room(UserId owner) {
        var running = sessions.of(owner).stream().map(SessionWriter::id).findFirst();
        if (running.isPresent() || !decides) {
            return running.orElse(null);
        }
        var command = new CreateSession(FIRST_ROOM, SessionKind.REHEARSAL, Admission.APPROVAL, true, OWNER_NAME);
        return sessions.create(owner, "first-start", command) instanceof Sessions.Creation.Created created
                ? created.session().id()
                : null;
    }
}
