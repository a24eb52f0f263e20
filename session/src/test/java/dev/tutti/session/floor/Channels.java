package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.Scene;
import java.util.List;

/** Channels that tests need. */
final class Channels {
    private Channels() {}

    static Channel open(Scene scene) {
        Channel all = scene.state().channels().find(Scene.ALL).orElseThrow();
        return new Channel(all.id(), all.name(), ChannelMode.OPEN, all.order(), all.talk(), all.listen(), null);
    }

    static Channel byPriority(Scene scene) {
        Channel all = scene.state().channels().find(Scene.ALL).orElseThrow();
        return new Channel(all.id(), all.name(), all.mode(), FloorOrder.PRIORITY, all.talk(), all.listen(), null);
    }

    static Channel of(String name, ChannelMode mode, List<String> talk, List<String> listen) {
        return new Channel(new ChannelId(name), name, mode, FloorOrder.FIFO, talk, listen, null);
    }
}
