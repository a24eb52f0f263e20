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

    /** Where it lives. */
    interface World {
        VirtualTime time();

        /** What was acknowledged to somebody. */
        LogChecker checker();

        /** Between clients and nodes. */
        SimulatedNetwork network();

        /** The session at the node that this client asks now; null while that is down. */
        @Nullable SessionWriter asked(SplittableRandom dice);

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
        SessionWriter running = world.asked(dice);
        if (running == null) {
            return;
        }
        running.submit(id, "k" + number, command).thenAccept(result -> {
            if (result instanceof CommandResult.Accepted accepted) {
                world.checker().acknowledged(id + "/" + number, accepted.events(), accepted.copies());
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
