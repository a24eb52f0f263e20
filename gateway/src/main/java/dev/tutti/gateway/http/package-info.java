/**
 * HTTP as Tutti speaks it, apart from what is said: routes declared as data, JSON with bounds, one shape of errors,
 * rate limits, idempotency, the guard of Host and Origin, the web app's files, the OpenAPI document.
 *
 * <p>Flow of a request: {@link dev.tutti.gateway.http.RouteAdapter} names it, asks the
 * {@link dev.tutti.gateway.http.AddressGuard}, decodes token and body, looks for the answer of an earlier try, calls
 * the route's handler and writes its {@link dev.tutti.gateway.http.Reply}. Handlers run on virtual threads and may wait
 * for a disk.
 */
@NullMarked
package dev.tutti.gateway.http;

import org.jspecify.annotations.NullMarked;
