/**
 * The hub itself over HTTP: what a stranger may know, how it fares, and how to trust it. Read-only; thread-safe.
 */
@NullMarked
package dev.tutti.gateway.hub;

import org.jspecify.annotations.NullMarked;
