/**
 * The program: command line, configuration, wiring, and the hub's life from start to a clean stop.
 *
 * <p>Flow of a start: {@link dev.tutti.node.Main} reads the command line, {@code config} the settings, {@code data}
 * opens and locks the folder, {@code trust} makes the certificates, {@code network} finds the addresses,
 * {@link dev.tutti.node.Hub} wires journal, sessions, floor, gateway and media, {@code terminal} says where to go.
 */
@NullMarked
package dev.tutti.node;

import org.jspecify.annotations.NullMarked;
