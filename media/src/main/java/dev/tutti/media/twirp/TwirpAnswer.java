package dev.tutti.media.twirp;

/** What to answer over HTTP. */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the socket, never compared
public record TwirpAnswer(int status, String contentType, byte[] body) {}
