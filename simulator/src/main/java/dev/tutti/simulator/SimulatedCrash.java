package dev.tutti.simulator;

/** Power is lost in the middle of something. */
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("power is lost");
    }
}
