package dev.tutti.simulator;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorNotice;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody at a page: presses, talks, lets go; sometimes vanishes, sometimes sends voice without asking. */
final class FloorPerson {
    private static final long PACKET_NS = VirtualTime.ms(60);
    private static final long RENEW_NS = VirtualTime.ms(300);

    final UserId id;
    final long connection;
    private final Attachment node;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final ChannelId[] channels;
    private final boolean hostile;
    private int presses;
    private @Nullable String request;
    private @Nullable ChannelId wanted;

    @Nullable String lease;

    @Nullable ChannelId channel;

    long leaseSeq;
    Fence fence = Fence.NONE;
    /** When the open request was made. */
    long askedNs;

    boolean emergency;

    private long untilNs;
    private boolean silent;
    private boolean stopped;

    FloorPerson(UserId id, long connection, Attachment node, SplittableRandom random, ChannelId... channels) {
        this.id = id;
        this.connection = connection;
        this.node = node;
        this.random = random;
        this.channels = channels;
        time = node.time();
        hostile = random.nextInt(10) == 0;
        time.after(random.nextLong(VirtualTime.ms(2_000)), this::press);
        time.after(random.nextLong(PACKET_NS), this::packet);
        time.after(random.nextLong(RENEW_NS), this::renew);
    }

    @Nullable ChannelId wanted() {
        return wanted;
    }

    boolean waits() {
        return request != null && lease == null;
    }

    /** No new presses; what is held is let go. */
    void stop() {
        stopped = true;
        letGo();
    }

    void press() {
        if (stopped) {
            return;
        }
        if (request == null && lease == null && !node.isDown()) {
            wanted = channels[random.nextInt(channels.length)];
            ask(wanted, random.nextInt(8) != 0, random.nextInt(40) == 0);
            int asked = presses;
            // Nobody waits for ever.
            time.after(VirtualTime.ms(random.nextInt(300, 4_000)), () -> giveUp(asked));
        }
        time.after(VirtualTime.ms(random.nextInt(100, 1_200)), this::press);
    }

    void ask(ChannelId in, boolean holding, boolean urgent) {
        request = "r" + ++presses;
        askedNs = time.nowNs();
        emergency = urgent;
        node.ask(this, new FloorAsk(id, in, connection, request, holding, urgent, false, null));
    }

    private void giveUp(int asked) {
        if (request != null && asked == presses && lease == null) {
            letGo();
        }
    }

    private void letGo() {
        if (request != null || lease != null) {
            node.release(connection, lease, request);
            forget();
        }
    }

    private void forget() {
        request = null;
        lease = null;
        channel = null;
    }

    /** The node restarted: the connection is new and knows nothing. */
    void reconnected() {
        forget();
        silent = false;
    }

    void told(FloorNotice notice) {
        switch (notice) {
            case FloorNotice.Granted granted -> {
                if (granted.requestId().equals(request) || granted.requestId().isEmpty()) {
                    granted(granted);
                } else {
                    node.release(connection, granted.leaseId(), null);
                }
            }
            case FloorNotice.Offered offered -> {
                if (random.nextInt(4) != 0) {
                    time.after(
                            VirtualTime.ms(random.nextInt(100, 2_000)),
                            () -> node.hold(connection, offered.requestId()));
                }
            }
            case FloorNotice.Denied denied -> over(denied.requestId(), null);
            case FloorNotice.Revoked revoked -> over(null, revoked.leaseId());
            case FloorNotice.Released released -> over(released.requestId(), released.leaseId());
            case FloorNotice.Queued _, FloorNotice.Ending _, FloorNotice.Changing _ -> {}
        }
    }

    private void granted(FloorNotice.Granted granted) {
        lease = granted.leaseId();
        channel = granted.channelId();
        leaseSeq = Long.parseLong(granted.fence().substring(granted.fence().lastIndexOf('-') + 1));
        fence = fence(granted.fence());
        long talkNs = VirtualTime.ms(random.nextInt(50, random.nextInt(6) == 0 ? 12_000 : 700));
        untilNs = time.nowNs() + talkNs;
        // Some vanish without a word while they talk.
        silent = random.nextInt(30) == 0;
        String current = granted.leaseId();
        if (!silent) {
            time.after(talkNs, () -> finish(current));
        } else {
            time.after(VirtualTime.ms(3_000), () -> {
                if (current.equals(lease)) {
                    forget();
                    silent = false;
                }
            });
        }
    }

    private static Fence fence(String text) {
        String[] parts = text.split("-", -1);
        return new Fence(
                Long.parseUnsignedLong(parts[0]),
                Long.parseUnsignedLong(parts[1], 16),
                Long.parseUnsignedLong(parts[2]));
    }

    /** Whoever talks at a machine that sleeps still holds the button when it wakes. */
    private void finish(String held) {
        if (held.equals(lease) && node.isDown()) {
            time.after(VirtualTime.ms(250), () -> finish(held));
        } else if (held.equals(lease)) {
            letGo();
        }
    }

    private void over(@Nullable String requestId, @Nullable String leaseId) {
        boolean mine = (requestId != null && requestId.equals(request)) || (leaseId != null && leaseId.equals(lease));
        if (mine) {
            forget();
        }
    }

    private void packet() {
        boolean talks = hostile || request != null || lease != null || time.nowNs() < untilNs;
        if (talks && !silent) {
            node.packet(this);
        }
        time.after(PACKET_NS, this::packet);
    }

    private void renew() {
        String current = lease;
        if (current != null && !silent) {
            node.renew(connection, current);
        }
        time.after(RENEW_NS, this::renew);
    }
}
