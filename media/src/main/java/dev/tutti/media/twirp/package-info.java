/**
 * LiveKit's RoomService over Twirp, without HTTP: the gateway hands method, content type, bearer token and body to
 * {@link dev.tutti.media.twirp.RoomServiceAdapter} and sends the {@link dev.tutti.media.twirp.TwirpAnswer} back.
 * Bodies are protobuf or JSON; errors are Twirp's JSON errors. Any thread may call; a call waits for its room's mailbox.
 */
@NullMarked
package dev.tutti.media.twirp;

import org.jspecify.annotations.NullMarked;
