package dev.tutti.session;

import static dev.tutti.session.Capability.CHANNEL_MANAGE;
import static dev.tutti.session.Capability.CUE_SEND;
import static dev.tutti.session.Capability.FLOOR_EMERGENCY;
import static dev.tutti.session.Capability.FLOOR_LISTEN;
import static dev.tutti.session.Capability.FLOOR_PRIORITY;
import static dev.tutti.session.Capability.FLOOR_REVOKE;
import static dev.tutti.session.Capability.FLOOR_TALK;
import static dev.tutti.session.Capability.INVITE_MANAGE;
import static dev.tutti.session.Capability.METRICS_VIEW;
import static dev.tutti.session.Capability.PARTICIPANT_APPROVE;
import static dev.tutti.session.Capability.PREFLIGHT_RUN;
import static dev.tutti.session.Capability.SETLIST_MANAGE;
import static dev.tutti.session.Capability.SLOT_CLAIM;
import static dev.tutti.session.Capability.SLOT_MANAGE;
import static dev.tutti.session.Capability.SONG_MANAGE;
import static dev.tutti.session.Capability.TEMPO_CONTROL;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kind of live event; it brings the names of the roles and what they may do. */
public enum SessionKind {
    /** A band and its crew: rehearsal and live service. */
    REHEARSAL(
            "rehearsal",
            List.of(
                    Role.host("md", "MD"),
                    Role.of(
                            "tech",
                            "Tech",
                            PARTICIPANT_APPROVE,
                            INVITE_MANAGE,
                            CHANNEL_MANAGE,
                            FLOOR_TALK,
                            FLOOR_LISTEN,
                            METRICS_VIEW,
                            SLOT_MANAGE,
                            SLOT_CLAIM,
                            PREFLIGHT_RUN),
                    Role.member("musician", "Musician", SLOT_CLAIM),
                    Role.guest()),
            "musician"),
    /** The staff of a venue. */
    SHIFT(
            "shift",
            List.of(
                    Role.host("supervisor", "Supervisor", SETLIST_MANAGE, SONG_MANAGE, TEMPO_CONTROL, CUE_SEND)
                            .with(FLOOR_EMERGENCY),
                    Role.of(
                            "dispatcher",
                            "Dispatcher",
                            PARTICIPANT_APPROVE,
                            INVITE_MANAGE,
                            FLOOR_TALK,
                            FLOOR_LISTEN,
                            FLOOR_PRIORITY,
                            METRICS_VIEW),
                    Role.member("staff", "Staff"),
                    Role.of("emergency", "Emergency", FLOOR_TALK, FLOOR_LISTEN, FLOOR_PRIORITY, FLOOR_EMERGENCY),
                    Role.guest()),
            "staff"),
    /** A class. */
    LESSON(
            "lesson",
            List.of(
                    Role.host("teacher", "Teacher", SETLIST_MANAGE, SONG_MANAGE, TEMPO_CONTROL, CUE_SEND),
                    Role.of(
                            "assistant",
                            "Assistant",
                            PARTICIPANT_APPROVE,
                            INVITE_MANAGE,
                            FLOOR_TALK,
                            FLOOR_LISTEN,
                            FLOOR_PRIORITY,
                            FLOOR_REVOKE,
                            METRICS_VIEW),
                    Role.member("student", "Student"),
                    Role.guest()),
            "student");

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // List.of, of records with unmodifiable sets
    private final List<Role> roles;

    private final String memberRole;

    SessionKind(String wireName, List<Role> roles, String memberRole) {
        this.wireName = wireName;
        this.roles = roles;
        this.memberRole = memberRole;
    }

    public String wireName() {
        return wireName;
    }

    /** The most capable first. */
    public List<Role> roles() {
        return roles;
    }

    /** The role of whoever opens the session. */
    public Role hostRole() {
        return roles.getFirst();
    }

    /** The role of somebody who comes with a code and is given no other. */
    public Role memberRole() {
        return role(memberRole).orElseThrow();
    }

    public Optional<Role> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    public static Optional<SessionKind> of(String wireName) {
        String wanted = wireName.toLowerCase(Locale.ROOT);
        for (SessionKind kind : values()) {
            if (kind.wireName.equals(wanted)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
