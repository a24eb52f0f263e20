package dev.tutti.media.signal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tutti.foundation.NanoClock;
import dev.tutti.media.room.ClientLink;
import dev.tutti.media.room.RoomDirectory.Seat;
import dev.tutti.media.room.SignalMessage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import livekit.LivekitRtc.SignalRequest;
import org.jspecify.annotations.Nullable;

/** One admitted signalling connection: decodes, limits the rate, and passes on to the room. */
final class RoomConnection implements SignalConnection, ClientLink {
    /** A client that says more than this, on average and at once, is broken or hostile. */
    static final int MESSAGES_PER_S = 100;

    static final int BURST = 400;
    private static final int POLICY_VIOLATION = 1008;
    private static final int NORMAL = 1000;

    private final SignalSink sink;
    private final NanoClock clock;
    private final Function<ClientLink, @Nullable Seat> enter;
    private @Nullable Seat seat;
    private double allowance = BURST;
    private long countedNs;
    private boolean gone;
    private volatile boolean json;

    RoomConnection(SignalSink sink, NanoClock clock, Function<ClientLink, @Nullable Seat> enter) {
        this.sink = sink;
        this.clock = clock;
        this.enter = enter;
        countedNs = clock.nanoTime();
    }

    @Override
    public synchronized void onOpen() {
        if (seat != null || gone) {
            return;
        }
        seat = enter.apply(this);
        if (seat == null) {
            sink.close(POLICY_VIOLATION, "the room cannot be entered");
        }
    }

    @Override
    public void onBinary(byte[] frame) {
        try {
            take(SignalCodec.request(frame));
        } catch (InvalidProtocolBufferException e) {
            sink.close(POLICY_VIOLATION, "a message cannot be read");
        }
    }

    @Override
    public void onText(String frame) {
        json = true;
        try {
            take(SignalCodec.request(frame));
        } catch (InvalidProtocolBufferException e) {
            sink.close(POLICY_VIOLATION, "a message cannot be read");
        }
    }

    private synchronized void take(SignalRequest request) {
        if (seat == null || gone) {
            return;
        }
        if (!withinRate()) {
            sink.close(POLICY_VIOLATION, "too many messages");
        } else if (!seat.request(request)) {
            sink.close(NORMAL, "the room is over or too busy");
        }
    }

    private boolean withinRate() {
        long nowNs = clock.nanoTime();
        double earned = (double) (nowNs - countedNs) / TimeUnit.SECONDS.toNanos(1) * MESSAGES_PER_S;
        countedNs = nowNs;
        allowance = Math.min(BURST, allowance + earned) - 1;
        return allowance >= 0;
    }

    @Override
    public synchronized void onClosed() {
        if (!gone) {
            gone = true;
            if (seat != null) {
                seat.closed();
            }
        }
    }

    @Override
    public void send(SignalMessage message) {
        if (json) {
            sink.sendText(SignalCodec.json(message.response()));
        } else {
            sink.send(message.bytes());
        }
    }

    @Override
    public void close(String reason) {
        sink.close(NORMAL, reason);
    }
}
