package dev.tutti.session.invites;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.FRESH_CODE;
import static dev.tutti.session.Scene.FRESH_INVITE;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Invite;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvitesDeciderTest {
    private final Scene scene = Scene.of(SessionKind.REHEARSAL).in(BEN, "musician");
    private final InvitesDecider decider = new InvitesDecider();

    @Test
    void anInviteHasARoleAnExpiryAndANumberOfUses() {
        assertThat(events(create(HOST, "tech", 3_600, 4)))
                .containsExactly(new Event.InviteCreated(
                        new Invite(FRESH_INVITE, "tech", Scene.START_MS + 10_000 + 3_600_000, 4, HOST)));
    }

    @Test
    void anInviteWithoutWishesIsForMembersForADay() {
        Event.InviteCreated created =
                (Event.InviteCreated) events(create(HOST, null, null, null)).getFirst();

        assertThat(created.invite().role()).isEqualTo("musician");
        assertThat(created.invite().expiresAtMs()).isEqualTo(Scene.START_MS + 10_000 + 86_400_000L);
        assertThat(created.invite().usesLeft()).isEqualTo(InvitesDecider.DEFAULT_USES);
    }

    @Test
    void expiryAndUsesAreBounded() {
        assertThat(code(create(HOST, null, 59, 1))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create(HOST, null, InvitesDecider.MAX_EXPIRY_S + 1, 1))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create(HOST, null, null, 0))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(create(HOST, null, null, 1_001))).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void aRoleMustExistAndBeYoursToGive() {
        scene.in(new UserId("tina"), "tech");

        assertThat(code(create(HOST, "teacher", null, null))).isEqualTo(RejectionCode.ROLE_UNKNOWN);
        assertThat(code(create(new UserId("tina"), "md", null, null))).isEqualTo(RejectionCode.ROLE_ABOVE_YOURS);
        assertThat(code(create(BEN, null, null, null))).isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void openInvitesAreBounded() {
        Entropy entropy = Entropy.seeded(1);
        for (int i = 0; i < InvitesDecider.MAX_OPEN; i++) {
            scene.with(new Event.InviteCreated(new Invite(InviteCode.draw(entropy), "guest", Long.MAX_VALUE, 1, HOST)));
        }

        assertThat(code(create(HOST, null, null, null))).isEqualTo(RejectionCode.LIMIT_REACHED);
    }

    @Test
    void anInviteIsTakenBack() {
        scene.with(new Event.InviteCreated(new Invite(FRESH_INVITE, "guest", Long.MAX_VALUE, 1, HOST)));

        assertThat(events(scene.decide(decider, HOST, new Command.RevokeInvite(FRESH_INVITE))))
                .containsExactly(new Event.InviteRevoked(FRESH_INVITE, HOST));
        scene.with(new Event.InviteRevoked(FRESH_INVITE, HOST));
        assertThat(code(scene.decide(decider, HOST, new Command.RevokeInvite(FRESH_INVITE))))
                .isEqualTo(RejectionCode.CODE_UNKNOWN);
    }

    @Test
    void theCodeChangesWhenAHostSaysSo() {
        assertThat(events(scene.decide(decider, HOST, new Command.RotateCode())))
                .containsExactly(new Event.CodeRotated(FRESH_CODE, HOST));
        assertThat(code(scene.decide(decider, BEN, new Command.RotateCode()))).isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    private Decision create(UserId actor, @Nullable String role, @Nullable Integer expiresInS, @Nullable Integer uses) {
        return scene.decide(decider, actor, new Command.CreateInvite(role, expiresInS, uses));
    }
}
