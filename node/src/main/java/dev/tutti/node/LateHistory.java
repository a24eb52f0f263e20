package dev.tutti.node;

import dev.tutti.session.floor.FloorHistory;

/** The floor's history needs the sessions, and the sessions' commits need the floor. */
record LateHistory(Late<FloorHistory> recorder) implements FloorHistory {
    @Override
    public void granted(Talk talk) {
        recorder.get().granted(talk);
    }

    @Override
    public void released(Talk talk, long talkMs, String reason) {
        recorder.get().released(talk, talkMs, reason);
    }
}
