/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): one context a direction, keys derived once, cipher objects kept. GCM comes from the
 * system's libcrypto or else from the JDK, counter mode from the JDK. Owned by the media loop thread; nothing here is
 * thread-safe.
 *
 * <p>See docs/adr/0008 for what each costs.
 */
@NullMarked
package dev.tutti.media.srtp;

import org.jspecify.annotations.NullMarked;
