/**
 * LiveKit access tokens: JWTs signed with HS256 by an API key's secret, carrying an identity and its {@code video} grants.
 *
 * <p>Immutable values, no threads. The algorithm is pinned: a token that names any other is refused before its signature is
 * looked at. Every claim but issuer, expiry and signature may be missing, and a missing grant has LiveKit's default.
 */
@NullMarked
package dev.tutti.media.token;

import org.jspecify.annotations.NullMarked;
