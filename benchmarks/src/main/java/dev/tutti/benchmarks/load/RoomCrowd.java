package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.load.Player.Part;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Participants of a room of any server that speaks the LiveKit protocol; nobody gives them a floor.
 *
 * @param token of the participant of that number
 */
record RoomCrowd(LoadTarget server, IntFunction<String> token) implements Crowd {
    @Override
    public Player enter(LoadScene scene, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        return new RoomMember(scene, this, part, number, random);
    }
}
