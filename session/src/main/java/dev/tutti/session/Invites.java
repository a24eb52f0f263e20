package dev.tutti.session;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The doors of the session: its join code, and invites in the order in which they were made. */
public record Invites(JoinCode code, List<Invite> open) {
    public Invites {
        open = List.copyOf(open);
    }

    public Optional<Invite> find(InviteCode wanted) {
        return open.stream().filter(invite -> invite.code().equals(wanted)).findFirst();
    }

    Invites apply(Event.InviteEvent event) {
        return switch (event) {
            case Event.InviteCreated e -> created(e.invite());
            case Event.InviteRevoked e -> without(known(e.code()));
            case Event.InviteUsed e -> used(known(e.code()));
            case Event.CodeRotated e -> new Invites(e.code(), open);
        };
    }

    private Invites created(Invite invite) {
        if (find(invite.code()).isPresent()) {
            throw new ImpossibleEventException("this invite exists already");
        }
        var next = new ArrayList<>(open);
        next.add(invite);
        return new Invites(code, next);
    }

    private Invites used(Invite invite) {
        if (invite.usesLeft() < 1) {
            throw new ImpossibleEventException("this invite is used up");
        }
        return new Invites(
                code,
                open.stream().map(i -> i.equals(invite) ? i.usedOnce() : i).toList());
    }

    private Invites without(Invite invite) {
        return new Invites(code, open.stream().filter(i -> !i.equals(invite)).toList());
    }

    private Invite known(InviteCode wanted) {
        return find(wanted).orElseThrow(() -> new ImpossibleEventException("no such invite"));
    }
}
