/** The addresses that this machine has, and a watch for their changes (DHCP, a cable, another Wi-Fi). */
@NullMarked
package dev.tutti.node.network;

import org.jspecify.annotations.NullMarked;
