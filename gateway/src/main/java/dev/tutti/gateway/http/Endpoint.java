package dev.tutti.gateway.http;

/**
 * A socket that the hub listens on.
 *
 * @param host an address of this machine
 * @param port 0 takes any
 */
public record Endpoint(String host, int port, boolean tls) {}
