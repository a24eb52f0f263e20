/**
 * Protocol v2 between nodes, and between a node and its handsets: one binary envelope, the messages inside it, and the
 * codec; docs/protocol-v2.md is the specification.
 *
 * <p>Flow: a {@link dev.tutti.wire.Message} and its {@link dev.tutti.wire.Envelope} go through
 * {@link dev.tutti.wire.WireCodec} into a buffer, and back as {@link dev.tutti.wire.Received}: accepted, skipped or
 * refused with a {@link dev.tutti.wire.Verdict}. Nothing that came from outside throws, and nothing is allocated before
 * its length is checked. Voice is read and written in place by {@link dev.tutti.wire.VoiceFrameView} and
 * {@link dev.tutti.wire.VoiceFrameWriter}, which allocate nothing.
 *
 * <p>Threads: messages are immutable; codec, views and writers belong to the thread that uses them.
 */
@NullMarked
package dev.tutti.wire;

import org.jspecify.annotations.NullMarked;
