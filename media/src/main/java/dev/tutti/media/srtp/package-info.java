/**
 * SRTP and SRTCP (RFC 3711, RFC 7714) over the JDK's own ciphers: one context a direction, keys derived once, cipher objects
 * kept. Owned by the media loop thread; nothing here is thread-safe.
 */
@NullMarked
package dev.tutti.media.srtp;

import org.jspecify.annotations.NullMarked;
