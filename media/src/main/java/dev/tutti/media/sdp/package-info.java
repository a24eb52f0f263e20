/**
 * Session descriptions (RFC 8866, RFC 9429): reads what a peer offers or answers, and writes our answers and, for clients with
 * two peer connections, our offers.
 *
 * <p>Pure values and functions, no threads. Flow: text → {@link dev.tutti.media.sdp.SdpParser} →
 * {@link dev.tutti.media.sdp.SdpDescription}; the room decides a {@link dev.tutti.media.sdp.SectionPlan} for each section;
 * {@link dev.tutti.media.sdp.SdpWriter} turns the plans into text. Everything a stranger sends is bounded before it is kept.
 */
@NullMarked
package dev.tutti.media.sdp;

import org.jspecify.annotations.NullMarked;
