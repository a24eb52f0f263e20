/**
 * Sound as samples: Opus in and out ({@link dev.tutti.audio.VoiceEncoder}, {@link dev.tutti.audio.VoiceDecoder}, in pure Java)
 * and other sampling rates ({@link dev.tutti.audio.Resampler}).
 *
 * <p>Everything is mono, 16 bit, and 20 ms a frame. Threads: each object belongs to one stream and to one thread at a time;
 * nothing blocks, and nothing is allocated once a stream runs.
 */
@NullMarked
package dev.tutti.audio;

import org.jspecify.annotations.NullMarked;
