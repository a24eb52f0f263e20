/**
 * LiveKit's own Java server SDK against a hub that runs as a process of its own: RoomService and webhooks as an
 * application's back end uses them. Participants are bare signalling connections, since no sound is needed here.
 */
@NullMarked
package dev.tutti.sdk;

import org.jspecify.annotations.NullMarked;
