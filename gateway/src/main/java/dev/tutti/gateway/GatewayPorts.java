package dev.tutti.gateway;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.WebApp;
import dev.tutti.gateway.hub.HubPorts;
import dev.tutti.gateway.sessions.MediaTokens;
import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.media.twirp.RoomServiceAdapter;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.SlotMemory;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.songs.SongFormats;
import dev.tutti.session.songs.SongLibrary;
import io.micrometer.core.instrument.MeterRegistry;

/** What the gateway stands on; the node makes all of it. */
public record GatewayPorts(Core core, Songs songs, Media media, HubPorts hub, WebApp web, Platform platform) {
    /**
     * The session core. The floor needs a publisher before it exists: it is the gateway's
     * {@link FloorRelay}, made first.
     */
    public record Core(
            Sessions sessions, FactStore facts, FloorLoop floor, FloorRelay floorRelay, SlotMemory slotMemory) {}

    /** The library, and how songs are written in files. */
    public record Songs(SongLibrary library, SongFormats formats) {}

    /** The voice. */
    public record Media(SignalAdapter signals, RoomServiceAdapter rooms, MediaTokens tokens, Microphones microphones) {}

    /** Clocks, randomness, measurements. */
    public record Platform(
            NanoClock clock, WallClock wallClock, SessionClock sessionClock, Entropy entropy, MeterRegistry meters) {}
}
