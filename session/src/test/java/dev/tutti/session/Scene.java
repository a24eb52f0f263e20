package dev.tutti.session;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.channels.ChannelsDecider;
import java.util.List;

/** A session with people in it, to which events can be added; the given of every test. */
public final class Scene {
    public static final SessionId SESSION = new SessionId("s1");
    public static final ChannelId ALL = new ChannelId("all");
    public static final UserId HOST = new UserId("maya");
    public static final UserId BEN = new UserId("ben");
    public static final UserId PRIYA = new UserId("priya");
    public static final UserId STRANGER = new UserId("stranger");
    public static final JoinCode FRESH_CODE = new JoinCode("ABCDEF");
    public static final InviteCode FRESH_INVITE = new InviteCode("ABCDEFGHJKMN");
    public static final long START_MS = 1_800_000_000_000L;

    /** Session time of whatever is done without another one. */
    public static final long START_US = 1_800_000_000_000_000L;

    private SessionState state;
    private long nowMs = START_MS;

    private Scene(SessionState state) {
        this.state = state;
    }

    /** The host is in it, the channel All too; the door asks for approval. */
    public static Scene of(SessionKind kind) {
        var settings = new Settings("Sunday", Admission.APPROVAL, false, Ducking.DUCK, Settings.TALK_LIMIT_S);
        var created = new Event.SessionCreated(kind, settings, new JoinCode("K7M4RT"), HOST);
        return new Scene(SessionState.begin(SESSION, 1, START_MS, created))
                .with(
                        new Event.ChannelCreated(ChannelsDecider.all(ALL, kind)),
                        new Event.ParticipantJoined(
                                HOST, "Maya", kind.hostRole().name(), null));
    }

    public Scene with(Event... events) {
        for (Event event : events) {
            state = state.apply(state.sequence() + 1, ++nowMs, event);
        }
        return this;
    }

    public Scene in(UserId userId, String role) {
        return with(new Event.ParticipantJoined(userId, userId.value(), role, null));
    }

    public Scene waiting(UserId userId) {
        return with(new Event.ParticipantAsked(
                userId, userId.value(), state.kind().memberRole().name()));
    }

    public Scene channel(Channel channel) {
        return with(
                state.channels().find(channel.id()).isPresent()
                        ? new Event.ChannelChanged(channel)
                        : new Event.ChannelCreated(channel));
    }

    public SessionState state() {
        return state;
    }

    public static DecideContext by(UserId actor) {
        return at(actor, START_US);
    }

    /** At that session time. */
    public static DecideContext at(UserId actor, long sessionUs) {
        return new DecideContext(actor, START_MS + 10_000, new EventId("e1"), FRESH_CODE, FRESH_INVITE, sessionUs);
    }

    public <C extends Command> Decision decide(Decider<C> decider, UserId actor, C command) {
        return decider.decide(state, command, by(actor));
    }

    public static List<Event> events(Decision decision) {
        return switch (decision) {
            case Decision.Accept accept -> accept.events();
            case Decision.Reject reject -> throw new AssertionError("rejected: " + reject.rejection());
        };
    }

    public static RejectionCode code(Decision decision) {
        return switch (decision) {
            case Decision.Accept accept -> throw new AssertionError("accepted: " + accept.events());
            case Decision.Reject reject -> reject.rejection().code();
        };
    }
}
