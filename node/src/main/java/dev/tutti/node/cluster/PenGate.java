package dev.tutti.node.cluster;

import dev.tutti.foundation.NodeId;

/** This node's pen when another node shall get it. Thread-safe. */
public interface PenGate {
    /**
     * Takes no more events here, so that the pen can go to that node once it has everything; blocks for a few seconds at
     * most. False when it has not, or the pen is under way to another: then this node goes on.
     */
    boolean layDown(NodeId to);

    /** Whether something that was decided without the hub has not come home yet, as far as this node knows. */
    boolean isProvisional();

    /** The pen stays here after all: nobody could be told that it goes to another node. */
    void takeUp();
}
