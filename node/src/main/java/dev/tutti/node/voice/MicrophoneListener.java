package dev.tutti.node.voice;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** Is told when somebody's microphone goes on or off; on media's threads, so it must not block. */
@FunctionalInterface
public interface MicrophoneListener {
    void changed(SessionId session, UserId user, boolean muted);
}
