package dev.tutti.node;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.core.FactStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's session time: the machine's monotonic clock plus an offset that is kept with the id of the machine's start.
 *
 * <p>A hub that comes back during the same start of the machine goes on with the same offset, so a bar line stays where it
 * was. After a start of the machine civil time tells how long it was away. Thread-safe.
 */
final class SessionTime implements SessionClock, AutoCloseable {
    private static final String FACT = "hub/session_time";
    private static final Logger log = LoggerFactory.getLogger(SessionTime.class);

    private final FactStore facts;
    private final NanoClock clock;
    private final WallClock wall;
    private final String bootId;
    private final long offsetNs;

    /**
     * What is kept.
     *
     * @param bootId of the machine; empty when it has none
     * @param offsetNs session time minus the monotonic clock
     * @param markUs a session time that has been
     * @param overWallUs session time minus civil time, at the mark
     */
    private record Kept(String bootId, long offsetNs, long markUs, long overWallUs) {
        static Optional<Kept> read(byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
            try {
                return parts.length == 4
                        ? Optional.of(new Kept(
                                parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])))
                        : Optional.empty();
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        byte[] bytes() {
            return (bootId + " " + offsetNs + " " + markUs + " " + overWallUs).getBytes(StandardCharsets.UTF_8);
        }
    }

    private SessionTime(FactStore facts, NanoClock clock, WallClock wall, String bootId, long offsetNs) {
        this.facts = facts;
        this.clock = clock;
        this.wall = wall;
        this.bootId = bootId;
        this.offsetNs = offsetNs;
    }

    /** Blocks until the offset is on the disk. */
    static SessionTime open(FactStore facts, NanoClock clock, WallClock wall, String bootId) {
        Optional<Kept> kept = facts.get(FACT).flatMap(Kept::read);
        boolean sameBoot = kept.isPresent()
                && !bootId.isEmpty()
                && kept.get().bootId.equals(bootId)
                && (clock.nanoTime() + kept.get().offsetNs) / 1_000 >= kept.get().markUs;
        long offsetNs = sameBoot ? kept.get().offsetNs : byWall(kept, clock, wall);
        var time = new SessionTime(facts, clock, wall, bootId, offsetNs);
        time.mark();
        log.debug("session time is {} us, {}", time.nowUs(), sameBoot ? "continued" : "from civil time");
        return time;
    }

    /** Never back: a clock set back while the machine was off makes session time stand, not repeat. */
    private static long byWall(Optional<Kept> kept, NanoClock clock, WallClock wall) {
        long wallUs = us(wall.now()) + kept.map(Kept::overWallUs).orElse(0L);
        long fromUs = Math.max(wallUs, kept.map(Kept::markUs).orElse(Long.MIN_VALUE));
        return fromUs * 1_000 - clock.nanoTime();
    }

    private static long us(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Notes how far session time has come; blocks for the disk. */
    void mark() {
        long nowUs = nowUs();
        facts.put(FACT, new Kept(bootId, offsetNs, nowUs, nowUs - us(wall.now())).bytes());
    }

    @Override
    public long nowUs() {
        return Math.floorDiv(clock.nanoTime() + offsetNs, 1_000L);
    }

    @Override
    public void close() {
        mark();
    }
}
