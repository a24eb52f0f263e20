package dev.tutti.session;

import dev.tutti.foundation.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The talk groups of a session, in the order in which they were made. */
public record Channels(List<Channel> all) {
    public Channels {
        all = List.copyOf(all);
    }

    static Channels empty() {
        return new Channels(List.of());
    }

    public Optional<Channel> find(ChannelId id) {
        for (Channel channel : all) {
            if (channel.id().equals(id)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    /** By name, in any case of letters. */
    public Optional<Channel> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(channel -> channel.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    Channels apply(Event.ChannelEvent event) {
        return switch (event) {
            case Event.ChannelCreated e -> created(e.channel());
            case Event.ChannelChanged e -> changed(e.channel());
            case Event.ChannelDeleted e -> deleted(e.channelId());
        };
    }

    private Channels created(Channel channel) {
        if (find(channel.id()).isPresent()) {
            throw new ImpossibleEventException("channel " + channel.id() + " exists already");
        }
        var next = new ArrayList<>(all);
        next.add(channel);
        return new Channels(next);
    }

    private Channels changed(Channel channel) {
        known(channel.id());
        return new Channels(
                all.stream().map(c -> c.id().equals(channel.id()) ? channel : c).toList());
    }

    private Channels deleted(ChannelId id) {
        known(id);
        return new Channels(all.stream().filter(c -> !c.id().equals(id)).toList());
    }

    private void known(ChannelId id) {
        if (find(id).isEmpty()) {
            throw new ImpossibleEventException("no channel " + id);
        }
    }
}
