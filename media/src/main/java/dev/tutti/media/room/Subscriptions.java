package dev.tutti.media.room;

import dev.tutti.media.Listener;
import dev.tutti.media.sdp.SdpSection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one participant hears: which tracks it wants, and in which media sections it gets them. */
final class Subscriptions {
    private final Participant listener;
    private final Room room;
    private final boolean autoSubscribe;
    private final Listener policyListener;
    private final Map<String, Subscription> byTrack = new LinkedHashMap<>();
    private final Map<String, MediaSlot> slots = new LinkedHashMap<>();
    private final Map<String, Boolean> choices = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> toldForbidden = new HashSet<>();

    Subscriptions(Participant listener, Room room, boolean autoSubscribe) {
        this.listener = listener;
        this.room = room;
        this.autoSubscribe = autoSubscribe;
        policyListener = room.settings().policy().listener(room.name(), listener.identity());
    }

    Collection<Subscription> all() {
        return byTrack.values();
    }

    /** Looks at every track of the room again; true when something began or ended. */
    boolean reconcile() {
        var wanted = new LinkedHashMap<String, PublishedTrack>();
        for (PublishedTrack track : room.tracks()) {
            if (track.publisher() != listener && wants(track)) {
                wanted.put(track.sid(), track);
            }
        }
        boolean changed = false;
        for (Subscription subscription : List.copyOf(byTrack.values())) {
            if (wanted.get(subscription.track().sid()) != subscription.track()) {
                drop(subscription);
                changed = true;
            }
        }
        for (PublishedTrack track : wanted.values()) {
            if (!byTrack.containsKey(track.sid())) {
                var subscription = new Subscription(track, room.context().forwarder());
                subscription.pause(disabled.contains(track.sid()));
                byTrack.put(track.sid(), subscription);
                changed = true;
            }
        }
        return changed;
    }

    private boolean wants(PublishedTrack track) {
        if (!listener.permission().getCanSubscribe() || !choices.getOrDefault(track.sid(), autoSubscribe)) {
            return false;
        }
        boolean allowed = track.publisher().lets(listener, track.sid());
        boolean changed = allowed ? toldForbidden.remove(track.sid()) : toldForbidden.add(track.sid());
        if (changed) {
            listener.send(Signals.subscriptionAllowed(track.publisher().sid(), track.sid(), allowed));
        }
        return allowed;
    }

    /** The client's explicit wish for a track; bounded by what a room can hold. */
    void choose(String trackSid, boolean subscribe) {
        if (choices.size() < RoomSettings.HARD_LIMIT) {
            choices.put(trackSid, subscribe);
        }
    }

    /** Stops or goes on sending a track without ending its stream. */
    void disable(String trackSid, boolean disable) {
        if (disable && disabled.size() < RoomSettings.HARD_LIMIT) {
            disabled.add(trackSid);
        } else if (!disable) {
            disabled.remove(trackSid);
        }
        var subscription = byTrack.get(trackSid);
        if (subscription != null) {
            subscription.pause(disable);
        }
    }

    /** A track is gone for good: what was said about it can be forgotten. */
    void forget(String trackSid) {
        choices.remove(trackSid);
        disabled.remove(trackSid);
        toldForbidden.remove(trackSid);
    }

    Collection<MediaSlot> slots() {
        return slots.values();
    }

    MediaSlot slot(String mid) {
        return slots.computeIfAbsent(mid, MediaSlot::new);
    }

    @Nullable MediaSlot existingSlot(String mid) {
        return slots.get(mid);
    }

    /** The next track that has no section yet, or null. */
    @Nullable Subscription unassigned() {
        for (Subscription subscription : byTrack.values()) {
            if (subscription.slot() == null) {
                return subscription;
            }
        }
        return null;
    }

    int countUnassigned() {
        return (int) byTrack.values().stream()
                .filter(subscription -> subscription.slot() == null)
                .count();
    }

    int count(MediaSlot.Use use) {
        return (int) slots.values().stream().filter(slot -> slot.use() == use).count();
    }

    /** Media section id → track sid, for the client to tell streams apart. */
    Map<String, String> midToTrack() {
        var map = new HashMap<String, String>();
        for (MediaSlot slot : slots.values()) {
            if (slot.subscription() != null) {
                map.put(slot.mid(), slot.subscription().track().sid());
            }
        }
        return map;
    }

    /** A section is negotiated: its stream begins or is updated. */
    void negotiated(Subscription subscription, String mid, SdpSection.AudioFormat format) {
        boolean begins = subscription.negotiated(listener.listeningLink().transport(), mid, format, policyListener);
        if (begins && subscription.track().firstSubscription()) {
            subscription
                    .track()
                    .publisher()
                    .send(Signals.trackSubscribed(subscription.track().sid()));
        }
    }

    /** The client has taken the section away: its track needs another one. */
    void lost(MediaSlot slot) {
        var subscription = slot.subscription();
        slots.remove(slot.mid());
        if (subscription != null) {
            subscription.close();
            byTrack.put(
                    subscription.track().sid(),
                    new Subscription(subscription.track(), room.context().forwarder()));
        }
    }

    /** Sections that the client's latest offer does not have any more are gone, and their tracks look for others. */
    void keepOnly(Set<String> offeredMids) {
        for (MediaSlot slot : List.copyOf(slots.values())) {
            if (!offeredMids.contains(slot.mid())) {
                lost(slot);
            }
        }
    }

    void close() {
        byTrack.values().forEach(Subscription::close);
        byTrack.clear();
    }

    private void drop(Subscription subscription) {
        byTrack.remove(subscription.track().sid());
        subscription.close();
        var slot = subscription.slot();
        if (slot != null) {
            slot.retire();
        }
    }
}
