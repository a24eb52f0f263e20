package dev.tutti.cluster.relay;

/** Which packets of one talker's stream have come: each goes on once, and none that is too late to be of use. */
final class StreamWindow {
    /** So far behind the newest a packet may be: over two seconds. */
    static final int SIZE = 128;
    /** Further back than this no packet can be late: the stream has started anew. */
    static final int RESTART = 3_000;

    private long newest;
    private boolean started;
    /** Bit n: the packet n before the newest has come. */
    private long recent;

    private long older;
    private long lost;

    /** What a packet is worth. */
    enum Arrival {
        NEW,
        DUPLICATE,
        LATE
    }

    Arrival take(long sequence) {
        int step = started ? (int) (sequence - newest) : SIZE;
        if (step >= SIZE || step < -RESTART) {
            lost += started && step > 0 && step < RESTART ? step - 1 : 0;
            recent = 1;
            older = 0;
            newest = sequence;
            started = true;
            return Arrival.NEW;
        }
        if (step > 0) {
            lost += step - 1;
            shift(step);
            recent |= 1;
            newest = sequence;
            return Arrival.NEW;
        }
        int back = -step;
        return back >= SIZE ? Arrival.LATE : fill(back);
    }

    private Arrival fill(int back) {
        long bit = 1L << back;
        boolean known = ((back < Long.SIZE ? recent : older) & bit) != 0;
        if (known) {
            return Arrival.DUPLICATE;
        }
        if (back < Long.SIZE) {
            recent |= bit;
        } else {
            older |= bit;
        }
        lost = Math.max(0, lost - 1);
        return Arrival.NEW;
    }

    private void shift(int by) {
        if (by >= Long.SIZE) {
            older = by == Long.SIZE ? recent : recent << (by - Long.SIZE);
            recent = 0;
        } else {
            older = older << by | recent >>> (Long.SIZE - by);
            recent <<= by;
        }
    }

    /** Packets that have not come so far. */
    long lost() {
        return lost;
    }
}
