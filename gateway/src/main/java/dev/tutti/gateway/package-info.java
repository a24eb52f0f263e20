/**
 * The hub's one door for HTTP and WebSockets: {@link dev.tutti.gateway.Gateway}, built from a
 * {@link dev.tutti.gateway.GatewayConfig} and {@link dev.tutti.gateway.GatewayPorts}.
 *
 * <p>{@link dev.tutti.gateway.RouteTable} declares every route once; Javalin's routes and {@code /openapi.json} are made
 * from it. Requests run on virtual threads; {@code /ws} and {@code /rtc} have a thread each for what goes out. Addresses
 * and certificates change while it runs.
 */
@NullMarked
package dev.tutti.gateway;

import org.jspecify.annotations.NullMarked;
