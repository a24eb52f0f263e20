package dev.tutti.media.forward;

import dev.tutti.media.Listener;
import java.util.ArrayList;
import java.util.List;

/** A track that others hear, wherever its packets come from: hands them to the subscriptions. Media loop only. */
abstract sealed class SourceTrack permits IncomingTrack, RemoteTrack {
    /** How long after a talk spurt its subscriptions are asked whether they owe silence. */
    private static final long FADE_NS = 200_000_000L;

    final LevelMeter levels = new LevelMeter();
    final AudioPacket packet = new AudioPacket();
    final SourceClock clock = new SourceClock();
    final MediaTime time = new MediaTime();
    private final List<OutgoingTrack> subscriptions = new ArrayList<>();
    private final Draft draft = new Draft();
    private boolean fading;
    private long fadedNs;
    private int segment;
    private int generation;

    final List<OutgoingTrack> subscriptions() {
        return subscriptions;
    }

    /** Changes whenever subscribers must not count what they did not get as lost. */
    final int segment() {
        return segment;
    }

    final void newSegment() {
        segment++;
    }

    /** Changes with the publisher's SSRC: its clock starts anew. */
    final int generation() {
        return generation;
    }

    final void newGeneration() {
        generation++;
        segment++;
        time.reset();
        clock.reset();
    }

    final SourceClock clock() {
        return clock;
    }

    final Draft draft() {
        return draft;
    }

    final double loudness() {
        return levels.loudness();
    }

    /** Whether this listener has the right to hear the packet that is being forwarded. */
    abstract boolean audibleTo(Listener listener);

    abstract LinkStats stats();

    /** What is due by time. */
    abstract void tick(long nowNs);

    /** To everybody who hears it. */
    final void fanOut() {
        if (packet.level >= 0) {
            levels.level(packet.level, packet.arrivalNs);
        }
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).send(packet);
        }
    }

    /** The talk spurt is over: everybody is owed silence. */
    final void fallSilent(long nowNs) {
        segment++;
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).fallSilent(nowNs);
        }
    }

    /** A subscription owes its listener silence from now on. */
    final void fading(long nowNs) {
        fading = true;
        fadedNs = nowNs + FADE_NS;
    }

    /** The silence that is due. */
    final void fade(long nowNs) {
        if (fading) {
            fading = nowNs - fadedNs < 0;
            for (int i = 0; i < subscriptions.size(); i++) {
                subscriptions.get(i).silence(nowNs);
            }
        }
    }

    /** The track is gone: its subscriptions end with it, each with a BYE. */
    final void end() {
        for (var subscription : List.copyOf(subscriptions)) {
            subscription.streams().remove(subscription);
        }
    }
}
