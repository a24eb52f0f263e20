package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.load.Player.Part;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** How participants come in. */
interface Crowd {
    Player enter(LoadScene scene, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException;

    /** Everybody has left. */
    default void close() throws IOException, InterruptedException {}
}
