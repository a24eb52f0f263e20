package dev.tutti.session;

import java.util.Optional;

/** One thing a participant may do; roles are sets of these, and deciders ask for nothing else. */
public enum Capability {
    SESSION_CLOSE("session.close", "end the session"),
    PARTICIPANT_APPROVE("participant.approve", "let people in"),
    PARTICIPANT_REMOVE("participant.remove", "remove people"),
    PARTICIPANT_ROLE("participant.role", "change roles"),
    INVITE_MANAGE("invite.manage", "manage invites"),
    CHANNEL_MANAGE("channel.manage", "manage channels"),
    SETTINGS_MANAGE("settings.manage", "change settings"),
    FLOOR_TALK("floor.talk", "talk"),
    FLOOR_LISTEN("floor.listen", "listen"),
    FLOOR_PRIORITY("floor.priority", "talk before others"),
    FLOOR_EMERGENCY("floor.emergency", "raise an emergency"),
    FLOOR_REVOKE("floor.revoke", "stop somebody who talks"),
    METRICS_VIEW("metrics.view", "see measurements"),
    SLOT_MANAGE("slot.manage", "fill slots with others"),
    SLOT_CLAIM("slot.claim", "ask for a slot"),
    SETLIST_MANAGE("setlist.manage", "change the setlist"),
    SONG_MANAGE("song.manage", "change the song library"),
    TEMPO_CONTROL("tempo.control", "lead the tempo"),
    CUE_SEND("cue.send", "send cues"),
    PREFLIGHT_RUN("preflight.run", "check everybody's device");

    private final String wireName;
    private final String phrase;

    Capability(String wireName, String phrase) {
        this.wireName = wireName;
        this.phrase = phrase;
    }

    /** The name in tokens, on the wire and in the log. */
    public String wireName() {
        return wireName;
    }

    /** What it lets one do, as it stands after "may". */
    public String phrase() {
        return phrase;
    }

    public static Optional<Capability> of(String wireName) {
        for (Capability capability : values()) {
            if (capability.wireName.equals(wireName)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
