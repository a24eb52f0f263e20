/**
 * RTP, RED and RTCP packets as views over byte arrays: parsed in place, written in place, nothing allocated a packet.
 *
 * <p>A view is one object that is wrapped around packet after packet; it belongs to the thread that uses it. Every
 * {@code wrap} checks all lengths at once, so that accessors need no checks: a view that refused its packet must not be read.
 */
@NullMarked
package dev.tutti.rtp;

import org.jspecify.annotations.NullMarked;
