package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.InviteMessages.InviteView;
import dev.tutti.gateway.wire.SessionMessages.Admission;
import dev.tutti.gateway.wire.SessionMessages.Ducking;
import dev.tutti.gateway.wire.SessionMessages.SessionView;
import dev.tutti.gateway.wire.SessionMessages.VoiceWay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The session as a whole changed. */
public interface SessionFrames {
    sealed interface Server extends ServerPayload
            permits SessionUpdate, SessionClose, SettingsUpdate, InviteCreate, InviteRevoke {}

    @FrameType(value = "session.update", durable = true)
    record SessionUpdate(SessionView session) implements Server {}

    @FrameType(value = "session.close", durable = true)
    record SessionClose(@Nullable String by, Instant closedAt) implements Server {}

    /** All settings, as they are now. */
    @FrameType(value = "settings.update", durable = true)
    record SettingsUpdate(
            String name, Admission admission, boolean discoverable, Ducking ducking, int talkLimitS, VoiceWay voice)
            implements Server {}

    /** For those who manage invites. */
    @FrameType(value = "invite.create", durable = true)
    record InviteCreate(InviteView invite) implements Server {}

    /** For those who manage invites. */
    @FrameType(value = "invite.revoke", durable = true)
    record InviteRevoke(String code) implements Server {}
}
