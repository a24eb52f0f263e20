package dev.tutti.session.invites;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Invite;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.Role;
import dev.tutti.session.SessionState;
import java.util.Optional;

/** Decides about invites and the join code. */
public final class InvitesDecider implements Decider<Command.InviteCommand> {
    public static final int MAX_OPEN = 200;
    public static final int DEFAULT_EXPIRY_S = 24 * 3600;
    public static final int MIN_EXPIRY_S = 60;
    public static final int MAX_EXPIRY_S = 30 * 24 * 3600;
    public static final int DEFAULT_USES = 25;
    public static final int MAX_USES = 1_000;

    @Override
    public Decision decide(SessionState state, Command.InviteCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.INVITE_MANAGE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.INVITE_MANAGE));
        }
        return switch (command) {
            case Command.CreateInvite create -> create(state, create, context);
            case Command.RevokeInvite revoke -> revoke(state, revoke, context);
            case Command.RotateCode _ -> accept(new Event.CodeRotated(context.joinCode(), actor));
        };
    }

    private Decision create(SessionState state, Command.CreateInvite create, DecideContext context) {
        String wanted = create.role() != null
                ? create.role()
                : state.kind().memberRole().name();
        Optional<Role> role = state.kind().role(wanted);
        if (role.isEmpty()) {
            return reject(Rejections.roleUnknown(state.kind(), wanted));
        }
        if (!state.capabilities(context.actor()).containsAll(role.get().capabilities())) {
            return reject(Rejections.roleAboveYours(role.get()));
        }
        int expiresInS = create.expiresInS() != null ? create.expiresInS() : DEFAULT_EXPIRY_S;
        if (expiresInS < MIN_EXPIRY_S || expiresInS > MAX_EXPIRY_S) {
            return reject(Rejections.invalid("expires_in_s", "An invite lasts from one minute to 30 days."));
        }
        int uses = create.uses() != null ? create.uses() : DEFAULT_USES;
        if (uses < 1 || uses > MAX_USES) {
            return reject(Rejections.invalid("uses", "An invite is for 1 to " + MAX_USES + " people."));
        }
        long open = state.invites().open().stream()
                .filter(invite -> !invite.isExpired(context.atMs()) && invite.usesLeft() > 0)
                .count();
        if (open >= MAX_OPEN || state.invites().open().size() >= 10 * MAX_OPEN) {
            return reject(Rejections.limit("There are " + MAX_OPEN + " invites already. Take one back first."));
        }
        long expiresAtMs = context.atMs() + expiresInS * 1_000L;
        return accept(
                new Event.InviteCreated(new Invite(context.inviteCode(), wanted, expiresAtMs, uses, context.actor())));
    }

    private Decision revoke(SessionState state, Command.RevokeInvite revoke, DecideContext context) {
        if (state.invites().find(revoke.code()).isEmpty()) {
            return reject(Rejection.of(RejectionCode.CODE_UNKNOWN, "There is no such invite. It may be gone already."));
        }
        return accept(new Event.InviteRevoked(revoke.code(), context.actor()));
    }
}
