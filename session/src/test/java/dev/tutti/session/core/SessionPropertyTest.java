package dev.tutti.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CountIn;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.Invite;
import dev.tutti.session.Participant;
import dev.tutti.session.Role;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.Subdivision;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people do, the session stays whole; a failing seed is in the test's name. */
class SessionPropertyTest {
    private static final int STEPS = 400;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsDecidedCanBeAppliedAndTheInvariantsHold(long seed) {
        var random = new SplittableRandom(seed);
        Entropy entropy = Entropy.seeded(seed);
        SessionKind kind = List.of(SessionKind.values()).get(random.nextInt(3));
        SessionState state = Scene.of(kind).state();
        var decider = new SessionDecider();
        var events = new ArrayList<Event>();
        SessionState start = state;
        for (int step = 0; step < STEPS && !state.isEnded(); step++) {
            UserId actor = user(random);
            var context = new DecideContext(
                    actor,
                    step,
                    new EventId("e" + step),
                    JoinCode.draw(entropy),
                    InviteCode.draw(entropy),
                    step * 400_000L);
            Command command = command(random, state, step);
            Decision decision = decider.decide(state, command, context);
            assertThat(decider.decide(state, command, context)).isEqualTo(decision);
            if (decision instanceof Decision.Accept accept) {
                for (Event event : accept.events()) {
                    state = state.apply(state.sequence() + 1, step, event);
                    events.add(event);
                }
            }
            assertWhole(state);
        }
        assertThat(replay(start, events, state.id()).roster())
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*sinceMs")
                .isEqualTo(state.roster());
    }

    private static void assertWhole(SessionState state) {
        assertThat(state.hosts()).isPositive();
        assertThat(state.channels().all()).isNotEmpty();
        assertThat(state.channels().all().stream().map(Channel::id).distinct())
                .hasSameSizeAs(state.channels().all());
        assertThat(state.roster().people().stream().map(Participant::userId).distinct())
                .hasSameSizeAs(state.roster().people());
        assertThat(state.invites().open()).extracting(Invite::usesLeft).allMatch(uses -> uses >= 0);
        assertWhole(state.tempo(), state);
        for (Participant participant : state.roster().people()) {
            assertThat(state.kind().role(participant.role())).isPresent();
            if (!participant.isAdmitted()) {
                assertThat(state.capabilities(participant.userId())).isEmpty();
            }
        }
    }

    private static SessionState replay(SessionState start, List<Event> events, SessionId id) {
        SessionState state = start;
        for (Event event : events) {
            state = state.apply(state.sequence() + 1, 1, event);
        }
        assertThat(state.id()).isEqualTo(id);
        return state;
    }

    private static UserId user(SplittableRandom random) {
        return random.nextInt(4) == 0 ? Scene.HOST : new UserId("u" + random.nextInt(6));
    }

    private static Command command(SplittableRandom random, SessionState state, int step) {
        UserId other = user(random);
        List<Role> roles = state.kind().roles();
        String role = roles.get(random.nextInt(roles.size())).name();
        return switch (random.nextInt(19)) {
            case 0, 1, 2 -> new Command.Join("N" + step, grant(random, state));
            case 3 -> new Command.Approve(other, random.nextBoolean() ? role : null);
            case 4 -> new Command.Refuse(other);
            case 5 -> new Command.Remove(other);
            case 6 -> new Command.Leave();
            case 7 -> new Command.ChangeRole(other, role);
            case 8 -> new Command.Rename("R" + step);
            case 9 -> new Command.CreateInvite(role, 60, 1 + random.nextInt(3));
            case 10 -> new Command.RevokeInvite(invite(random, state));
            case 11 -> new Command.RotateCode();
            case 12 -> new Command.CreateChannel(ChannelSpec.named("C" + random.nextInt(20)));
            case 13 ->
                new Command.ChangeChannel(
                        channel(random, state),
                        new ChannelSpec("D" + random.nextInt(20), ChannelMode.OPEN, null, List.of(role), null, null));
            case 14 -> new Command.DeleteChannel(channel(random, state));
            case 15, 16 -> tempo(random, other);
            case 17 -> new TempoCommand.LoseTempoAuthority();
            default ->
                new Command.ChangeSettings(new SettingsPatch(
                        null,
                        random.nextBoolean() ? Admission.OPEN : Admission.APPROVAL,
                        random.nextBoolean(),
                        null,
                        random.nextInt(130),
                        random.nextBoolean() ? VoiceWay.MESH : null));
        };
    }

    private static TempoCommand tempo(SplittableRandom random, UserId other) {
        Long atBar = random.nextInt(3) == 0 ? random.nextLong(200) : null;
        boolean urgent = random.nextInt(4) == 0;
        return switch (random.nextInt(5)) {
            case 0 ->
                new TempoCommand.StartTempo(
                        new TempoRun.CountingIn(random.nextInt(5), CountIn.CLICK), null, 1 + random.nextInt(40));
            case 1 -> new TempoCommand.StopTempo(urgent, atBar);
            case 2 -> new TempoCommand.UndoTempoChange();
            case 3 -> new TempoCommand.HandOverTempo(random.nextBoolean() ? other : null, atBar);
            default ->
                new TempoCommand.ChangeTempo(
                        new TempoCommand.Patch(
                                20 + random.nextDouble() * 260,
                                List.of(TimeSignature.values()).get(random.nextInt(5)),
                                List.of(Subdivision.values()).get(random.nextInt(4)),
                                null),
                        urgent,
                        atBar);
        };
    }

    private static void assertWhole(Tempo tempo, SessionState state) {
        UserId controller = tempo.controller();
        Tempo.Handoff handoff = tempo.handoff();
        for (UserId leader : Arrays.asList(controller, handoff == null ? null : handoff.userId())) {
            if (leader != null) {
                assertThat(state.roster().find(leader))
                        .hasValueSatisfying(p -> assertThat(p.isAdmitted()).isTrue());
            }
        }
        TempoRun run = tempo.plan().run();
        if (run != null) {
            TempoSegment next = run.next();
            assertThat(run.startUs())
                    .isLessThanOrEqualTo(
                            run.current().anchorUs() + run.current().pulse().barUs());
            if (next != null) {
                assertThat(next.fromUs()).isGreaterThanOrEqualTo(run.current().fromUs());
                assertThat(next.anchorUs()).isGreaterThanOrEqualTo(next.fromUs());
                // The bar line that waits lies where the count of what plays has come to by then.
                if (next.fromUs() == next.anchorUs()
                        && next.pulse().signature() == run.current().pulse().signature()) {
                    assertThat(run.current().beatUs(run.current().beatAt(next.fromUs())))
                            .isEqualTo(next.fromUs());
                }
            }
        }
    }

    private static Grant grant(SplittableRandom random, SessionState state) {
        return switch (random.nextInt(5)) {
            case 0 -> new Grant.Owner();
            case 1 -> new Grant.Discovered();
            case 2 -> new Grant.Invite(invite(random, state));
            default -> new Grant.Code();
        };
    }

    private static InviteCode invite(SplittableRandom random, SessionState state) {
        List<Invite> open = state.invites().open();
        return open.isEmpty()
                ? Scene.FRESH_INVITE
                : open.get(random.nextInt(open.size())).code();
    }

    private static ChannelId channel(SplittableRandom random, SessionState state) {
        List<Channel> all = state.channels().all();
        return all.get(random.nextInt(all.size())).id();
    }
}
