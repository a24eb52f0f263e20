package dev.tutti.cluster.engine;

/** Where terms are kept. */
@FunctionalInterface
public interface TermDisk {
    /**
     * Blocks until the term, or a higher one, is on the disk. Throws when that is not sure: nothing may rely on this disk any
     * more, and it is not tried again (cluster.md section 2).
     */
    void keep(long term);
}
