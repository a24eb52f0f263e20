/**
 * SRTP and SRTCP (RFC 3711, RFC 7714) over the JDK's own ciphers: one context a direction, keys derived once, cipher objects
 * kept. Owned by the media loop thread; nothing here is thread-safe.
 *
 * <p>Measured on JDK 25 with packets of 80 bytes: GCM 282 ns and 920 bytes of garbage to protect (the JDK builds its engine
 * anew for each IV), counter mode with HMAC-SHA1 305 ns and 40 bytes. A send costs ten times that, so native code is not worth
 * its place.
 */
@NullMarked
package dev.tutti.media.srtp;

import org.jspecify.annotations.NullMarked;
