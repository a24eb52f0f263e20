package dev.tutti.cluster.link;

import dev.tutti.cluster.admission.Invite;
import dev.tutti.foundation.InviteCode;
import java.util.Optional;

/**
 * Why we dial.
 *
 * @param joining to become a member there, giving our own cluster up if we are alone in it
 * @param inviteKey of the invite that we were given
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Purpose(boolean joining, Optional<byte[]> inviteKey) {
    /** A member, or an address where one may be. */
    public static final Purpose LINK = new Purpose(false, Optional.empty());

    public static Purpose join(Optional<InviteCode> invite) {
        return new Purpose(true, invite.map(Invite::keyOf));
    }

    @Override
    public String toString() {
        return joining ? "join" : "link";
    }
}
