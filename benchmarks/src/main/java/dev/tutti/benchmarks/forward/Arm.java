package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.hub.ProcessCpu;

/** One way for a talker's packets to reach a group of listeners: through the hub, or through the relay. */
interface Arm {
    int listeners();

    /** Sends one packet to the server. */
    void send(byte[] packet);

    /** Delays of what arrived since the last call, in milliseconds. */
    Samples takeArrivals();

    ProcessCpu serverCpu();
}
