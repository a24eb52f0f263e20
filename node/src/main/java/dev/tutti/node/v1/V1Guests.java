package dev.tutti.node.v1;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.voice.SessionRooms;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.floor.FloorLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The part of a hub that lets v1 apps in; nothing at all where nobody asked for it. */
public final class V1Guests implements AutoCloseable {
    private final @Nullable V1Door door;
    private final @Nullable LightRoomVoice voice;

    private V1Guests(@Nullable V1Door door, @Nullable LightRoomVoice voice) {
        this.door = door;
        this.voice = voice;
    }

    /** What it stands on. */
    public record Ports(
            Sessions sessions,
            FloorLoop floor,
            V1Floor publisher,
            SignalAdapter signals,
            SessionRooms rooms,
            Platform platform) {}

    /** Clocks and randomness. */
    public record Platform(NanoClock clock, WallClock wallClock, Entropy entropy) {}

    /** Serves until what it returns is closed; throws when no port is free. */
    public static V1Guests start(HubConfig config, Ports ports) throws IOException {
        var wanted = config.ports().v1();
        if (wanted.isEmpty()) {
            return new V1Guests(null, null);
        }
        var platform = ports.platform();
        var voice = LightRoomVoice.start(
                ports.signals(),
                (session, user, name) -> ports.rooms().token(session, user, name, true, false),
                platform.clock(),
                platform.wallClock(),
                platform.entropy());
        try {
            var door = V1Door.open(
                    V1Config.of(wanted.get(), config.places().bind()),
                    new V1Door.Ports(
                            ports.sessions(),
                            ports.floor(),
                            ports.publisher(),
                            voice,
                            platform.clock(),
                            new IdGenerator(platform.wallClock(), platform.entropy())));
            return new V1Guests(door, voice);
        } catch (IOException e) {
            voice.close();
            throw e;
        }
    }

    /** Where the apps connect; 0 where none may. */
    public int port() {
        V1Door open = door;
        return open == null ? 0 : open.port();
    }

    /** Apps that are connected. */
    public int count() {
        V1Door open = door;
        return open == null ? 0 : open.count();
    }

    /** Of those, how many no session takes in. */
    public int waiting() {
        V1Door open = door;
        return open == null ? 0 : open.waiting();
    }

    /** Connections and frames that were not taken. */
    public long refused() {
        V1Door open = door;
        return open == null ? 0 : open.refused();
    }

    @Override
    public void close() throws IOException {
        V1Door open = door;
        if (open != null) {
            open.close();
        }
        LightRoomVoice heard = voice;
        if (heard != null) {
            heard.close();
        }
    }
}
