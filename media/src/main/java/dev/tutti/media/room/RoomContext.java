package dev.tutti.media.room;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.VoiceTrunk;
import dev.tutti.media.forward.Forwarder;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.transport.MediaLoop;

/** What every room stands on. */
public record RoomContext(
        MediaLoop loop,
        Forwarder forwarder,
        TokenCodec tokens,
        RoomListener listener,
        VoiceTrunk trunk,
        NanoClock clock,
        WallClock wallClock,
        Entropy entropy,
        String nodeId) {}
