/**
 * How voice gets to every node: talker → node → leader → nodes → listeners, each link one copy (docs/relay-topology.md).
 *
 * <p>{@link dev.tutti.cluster.relay.RelayControl} decides from whom this node takes voice and to whom it passes it on: the
 * leader, or a relay where that is better or the only way. It is a state machine with time as an argument, owned by one
 * thread. Its result, a {@link dev.tutti.cluster.relay.RelayRoute}, is read by {@link dev.tutti.cluster.relay.VoiceRouter}
 * at each frame, on the thread of the datagrams (what comes) and on the media loop (what is said here): frames below the
 * highest fence and those that came already go no further; nothing is allocated for a frame.
 */
@NullMarked
package dev.tutti.cluster.relay;

import org.jspecify.annotations.NullMarked;
