package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.UserId;
import java.util.List;
import java.util.Optional;

/** What an ingress and the leader say about the floor of a channel in the envelope's session (cluster.md section 6). */
public sealed interface FloorSignal extends Message {
    int MAX_REASON = 32;
    int MAX_LINE = 256;

    ChannelId channelId();

    /** To the leader: wants the floor; sent again while it is open. {@code sentAtNs} is the ingress's monotonic clock. */
    record Request(ChannelId channelId, UserId userId, RequestId id, long sentAtNs, boolean holding, boolean emergency)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId)
                    .userId(userId)
                    .requestId(id)
                    .i64(sentAtNs)
                    .flag(holding)
                    .flag(emergency);
        }

        static Request read(PayloadReader in) {
            return new Request(in.channelId(), in.userId(), in.requestId(), in.i64(), in.flag(), in.flag());
        }
    }

    /** To the leader: still talking. */
    record Renew(ChannelId channelId, Fence fence, long sentAtNs) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).fence(fence).i64(sentAtNs);
        }

        static Renew read(PayloadReader in) {
            return new Renew(in.channelId(), in.fence(), in.i64());
        }
    }

    /** To the leader: will never use that fence again. */
    record Release(ChannelId channelId, Fence fence) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).fence(fence);
        }

        static Release read(PayloadReader in) {
            return new Release(in.channelId(), in.fence());
        }
    }

    /** To the leader: left the line. */
    record Cancel(ChannelId channelId, UserId userId, RequestId id) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).userId(userId).requestId(id);
        }

        static Cancel read(PayloadReader in) {
            return new Cancel(in.channelId(), in.userId(), in.requestId());
        }
    }

    /** To the ingress: the floor is theirs, counted from {@code sentAtNs}, the echo of what they sent (F5). */
    record Grant(
            ChannelId channelId,
            UserId userId,
            RequestId requestId,
            Fence fence,
            long sentAtNs,
            long leaseMs,
            long talkLimitMs,
            boolean priority,
            boolean emergency)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId)
                    .userId(userId)
                    .requestId(requestId)
                    .fence(fence)
                    .i64(sentAtNs);
            out.u32(leaseMs).u32(talkLimitMs).flag(priority).flag(emergency);
        }

        static Grant read(PayloadReader in) {
            return new Grant(
                    in.channelId(),
                    in.userId(),
                    in.requestId(),
                    in.fence(),
                    in.i64(),
                    in.u32(),
                    in.u32(),
                    in.flag(),
                    in.flag());
        }
    }

    /** To the ingress: the lease lives on, counted from the echo. */
    record Renewed(ChannelId channelId, Fence fence, long sentAtNs) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).fence(fence).i64(sentAtNs);
        }

        static Renewed read(PayloadReader in) {
            return new Renewed(in.channelId(), in.fence(), in.i64());
        }
    }

    /** To the ingress: wait; place {@code position}, counted from 1, of {@code of}, for about so long. */
    record Queued(
            ChannelId channelId, UserId userId, RequestId requestId, Epoch epoch, int position, int of, long waitMs)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).userId(userId).requestId(requestId).epoch(epoch);
            out.u16(position).u16(of).u32(waitMs);
        }

        static Queued read(PayloadReader in) {
            return new Queued(in.channelId(), in.userId(), in.requestId(), in.epoch(), in.u16(), in.u16(), in.u32());
        }
    }

    /** To the ingress: its turn, if it presses within that time. */
    record Offered(ChannelId channelId, UserId userId, RequestId requestId, Epoch epoch, long expiresInMs)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId)
                    .userId(userId)
                    .requestId(requestId)
                    .epoch(epoch)
                    .u32(expiresInMs);
        }

        static Offered read(PayloadReader in) {
            return new Offered(in.channelId(), in.userId(), in.requestId(), in.epoch(), in.u32());
        }
    }

    /** To the ingress: no; the reason is a word of the floor's ({@code not_allowed}, {@code queue_full} …). */
    record Denied(ChannelId channelId, UserId userId, RequestId requestId, Epoch epoch, String reason)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId)
                    .userId(userId)
                    .requestId(requestId)
                    .epoch(epoch)
                    .word(reason, MAX_REASON);
        }

        static Denied read(PayloadReader in) {
            return new Denied(in.channelId(), in.userId(), in.requestId(), in.epoch(), in.word(MAX_REASON));
        }
    }

    /** To the ingress: the talk limit is near. */
    record Ending(ChannelId channelId, UserId userId, Fence fence, long leftMs) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).userId(userId).fence(fence).u32(leftMs);
        }

        static Ending read(PayloadReader in) {
            return new Ending(in.channelId(), in.userId(), in.fence(), in.u32());
        }
    }

    /** To the ingress: stop; a wish until it releases (F8). */
    record Revoke(ChannelId channelId, UserId userId, Fence fence, String reason, Optional<UserId> by)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).userId(userId).fence(fence).word(reason, MAX_REASON);
            out.optional(by, (user, to) -> to.userId(user));
        }

        static Revoke read(PayloadReader in) {
            return new Revoke(
                    in.channelId(), in.userId(), in.fence(), in.word(MAX_REASON), in.optional(PayloadReader::userId));
        }
    }

    /** To everybody: that fence is the highest now. */
    record Taken(ChannelId channelId, Fence fence, UserId userId, boolean priority, boolean emergency)
            implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).fence(fence).userId(userId).flag(priority).flag(emergency);
        }

        static Taken read(PayloadReader in) {
            return new Taken(in.channelId(), in.fence(), in.userId(), in.flag(), in.flag());
        }
    }

    /** To everybody: nobody talks any more. */
    record Idle(ChannelId channelId, Fence fence, UserId userId, long talkMs, String reason) implements FloorSignal {
        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).fence(fence).userId(userId).u32(talkMs).word(reason, MAX_REASON);
        }

        static Idle read(PayloadReader in) {
            return new Idle(in.channelId(), in.fence(), in.userId(), in.u32(), in.word(MAX_REASON));
        }
    }

    /** To everybody: who waits, first first. */
    record Line(ChannelId channelId, Epoch epoch, List<UserId> waiting) implements FloorSignal {
        public Line {
            waiting = List.copyOf(waiting);
        }

        @Override
        public void write(PayloadWriter out) {
            out.channelId(channelId).epoch(epoch).list(waiting, MAX_LINE, (user, to) -> to.userId(user));
        }

        static Line read(PayloadReader in) {
            return new Line(in.channelId(), in.epoch(), in.list(MAX_LINE, PayloadReader::userId));
        }
    }
}
