/**
 * Who somebody is to the hub: access tokens, refresh tokens, owner links.
 *
 * <p>An access token is a JWT (HS256) of 15 minutes that says who and in which session; what a role may do is asked of
 * the session at every use. A refresh token is opaque, durable through
 * {@link dev.tutti.gateway.auth.CredentialStore}, replaced at each use, and checks again that its holder is still let in.
 * Tokens that travelled over plain HTTP are listen-only. All classes are thread-safe.
 */
@NullMarked
package dev.tutti.gateway.auth;

import org.jspecify.annotations.NullMarked;
