/**
 * Forwarding of audio: what a {@link dev.tutti.media.forward.TrackPublisher} receives is judged by its gate, held in the
 * pre-roll or passed on to each {@link dev.tutti.media.forward.TrackSubscription}, which rewrites it into a stream of its own.
 *
 * <p>Public methods may be called from any thread and are carried to the media loop by its mailbox; everything per packet
 * happens on that loop and allocates nothing.
 */
@NullMarked
package dev.tutti.media.forward;

import org.jspecify.annotations.NullMarked;
