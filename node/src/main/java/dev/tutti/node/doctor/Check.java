package dev.tutti.node.doctor;

import java.util.List;

/** One test of the machine or the network; takes a few seconds at most, and reports what goes wrong as a finding. */
interface Check {
    /** One word, as its findings have it. */
    String name();

    List<Finding> run(Patient patient);
}
