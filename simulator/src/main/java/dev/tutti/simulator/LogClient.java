package dev.tutti.simulator;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.SessionWriter;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody who gives one command after the other, each again and again until it is answered. */
final class LogClient {
    private final UserId id;
    private final SplittableRandom dice;
    private final World world;
    private int press;
    /** Where something of his is provisional; -1 when nothing is. */
    private int bound = -1;

    /** Where it lives. */
    interface World {
        VirtualTime time();

        /** What was acknowledged to somebody. */
        LogChecker checker();

        /** Between clients and nodes. */
        SimulatedNetwork network();

        /** Of the node that this client asks now. */
        int place(SplittableRandom dice);

        /** The session there; null while it is down. */
        @Nullable SessionWriter session(int place);

        /** Whether nothing there is provisional, so that its people may go to another (cluster.md B8). */
        boolean isSettled(int place);

        /** A node said that it is done provisionally. */
        void provisional(int place, CommandResult.Accepted accepted);

        /** Whether nobody wants anything more. */
        boolean isOver();
    }

    LogClient(UserId id, SplittableRandom dice, World world) {
        this.id = id;
        this.dice = dice;
        this.world = world;
    }

    void next() {
        if (!world.isOver()) {
            press++;
            send(SimulatedSession.command(id, press, dice), press);
        }
    }

    private void send(Command command, int number) {
        if (number != press) {
            return;
        }
        world.network().send("client", "hub", () -> arrive(command, number));
        world.time().after(VirtualTime.ms(dice.nextInt(150, 800)), () -> send(command, number));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // results complete with values, never with exceptions
    private void arrive(Command command, int number) {
        if (bound >= 0 && world.isSettled(bound)) {
            bound = -1;
        }
        int place = bound >= 0 ? bound : world.place(dice);
        SessionWriter running = world.session(place);
        if (running == null) {
            return;
        }
        running.submit(id, "k" + number, command).thenAccept(result -> {
            if (result instanceof CommandResult.Accepted accepted) {
                if (accepted.cursor().branch() == null || accepted.events().isEmpty()) {
                    world.checker().acknowledged(id + "/" + number, accepted.events(), accepted.copies());
                } else {
                    bound = place;
                    world.provisional(place, accepted);
                }
            }
            world.network().send("hub", "client", () -> answered(result, number));
        });
    }

    private void answered(CommandResult result, int number) {
        boolean later = result instanceof CommandResult.Rejected rejected
                && rejected.rejection().code().category() == RejectionCode.Category.UNAVAILABLE;
        if (!later && number == press) {
            press++;
            world.time().after(VirtualTime.ms(dice.nextInt(5, 200)), this::next);
        }
    }
}
