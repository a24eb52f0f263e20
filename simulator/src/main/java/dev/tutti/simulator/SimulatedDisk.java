package dev.tutti.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A disk of records: what is not synced may be torn or lost in a crash, space ends, syncs fail, bits rot. */
final class SimulatedDisk {
    private final SplittableRandom random;
    private final List<Entry> records = new ArrayList<>();
    private int synced;
    private boolean full;
    private boolean nextSyncFails;

    /** A record and whether its checksum still holds. */
    record Entry(String text, boolean whole) {}

    /** No space is left. */
    static final class FullException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The sync failed; the pages may be dropped and count as clean. */
    static final class SyncException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    SimulatedDisk(SplittableRandom random) {
        this.random = random;
    }

    void write(String text) throws FullException {
        if (full) {
            throw new FullException();
        }
        records.add(new Entry(text, true));
    }

    /** Takes back what was written and not synced. */
    void rollback() {
        records.subList(synced, records.size()).clear();
    }

    void sync() throws SyncException {
        if (nextSyncFails) {
            nextSyncFails = false;
            // The kernel forgets the dirty pages and will call the next sync a success.
            records.subList(synced, records.size()).clear();
            throw new SyncException();
        }
        synced = records.size();
    }

    /** Power is gone: of what was not synced a part is there, the last of it perhaps torn. */
    void crash() {
        int unsynced = records.size() - synced;
        if (unsynced > 0) {
            int kept = random.nextInt(unsynced + 1);
            records.subList(synced + kept, records.size()).clear();
            if (kept > 0 && random.nextBoolean()) {
                // Torn: its checksum fails and whoever reads the tail stops there.
                records.removeLast();
            }
        }
        synced = records.size();
    }

    void setFull(boolean now) {
        full = now;
    }

    void failNextSync() {
        nextSyncFails = true;
    }

    /** A bit of a synced record flips. */
    boolean rot() {
        if (synced < 10) {
            return false;
        }
        int victim = random.nextInt(synced);
        records.set(victim, new Entry(records.get(victim).text(), false));
        return true;
    }

    /** Only the first so many records stay. */
    void cut(int kept) {
        records.subList(kept, records.size()).clear();
        synced = Math.min(synced, kept);
    }

    List<Entry> readAll() {
        return List.copyOf(records);
    }
}
