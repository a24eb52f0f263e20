package dev.tutti.session.channels;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decider;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.Name;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.Role;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about talk groups. */
public final class ChannelsDecider implements Decider<Command.ChannelCommand> {
    /** So that a set of channels fits one machine word on the packet path, with room for reuse. */
    public static final int MAX_CHANNELS = 32;

    /** The channel every session begins with: everybody may talk who may talk at all. */
    public static Channel all(ChannelId id, SessionKind kind) {
        return new Channel(
                id,
                "All",
                ChannelMode.FLOOR,
                FloorOrder.FIFO,
                rolesWith(kind, Capability.FLOOR_TALK),
                rolesWith(kind, Capability.FLOOR_LISTEN),
                null);
    }

    @Override
    public Decision decide(SessionState state, Command.ChannelCommand command, DecideContext context) {
        UserId actor = context.actor();
        if (!state.may(actor, Capability.CHANNEL_MANAGE)) {
            return reject(Rejections.notAllowed(state, actor, Capability.CHANNEL_MANAGE));
        }
        return switch (command) {
            case Command.CreateChannel create -> create(state, create.spec(), context);
            case Command.ChangeChannel change -> change(state, change);
            case Command.DeleteChannel delete -> delete(state, delete.channelId());
        };
    }

    private Decision create(SessionState state, ChannelSpec spec, DecideContext context) {
        if (state.channels().all().size() >= MAX_CHANNELS) {
            return reject(Rejections.limit("There are " + MAX_CHANNELS + " channels already. Delete one first."));
        }
        if (spec.name() == null) {
            return reject(Name.rejection("name"));
        }
        // The id follows from the event's, so a repeated command names the same channel.
        var id = new ChannelId(context.firstEvent().value());
        Channel channel = patched(all(id, state.kind()), spec);
        Rejection refused = check(state, channel);
        return refused != null ? reject(refused) : accept(new Event.ChannelCreated(channel));
    }

    private Decision change(SessionState state, Command.ChangeChannel change) {
        Optional<Channel> before = state.channels().find(change.channelId());
        if (before.isEmpty()) {
            return reject(unknown(change.channelId()));
        }
        Channel after = patched(before.get(), change.patch());
        Rejection refused = check(state, after);
        if (refused != null) {
            return reject(refused);
        }
        return after.equals(before.get()) ? accept() : accept(new Event.ChannelChanged(after));
    }

    private Decision delete(SessionState state, ChannelId id) {
        if (state.channels().find(id).isEmpty()) {
            return reject(unknown(id));
        }
        if (state.channels().all().size() == 1) {
            return reject(Rejection.of(
                    RejectionCode.LAST_CHANNEL, "One channel stays, or nobody could talk. Make another one first."));
        }
        return accept(new Event.ChannelDeleted(id));
    }

    private static Channel patched(Channel channel, ChannelSpec patch) {
        return new Channel(
                channel.id(),
                patch.name() != null ? Name.read(patch.name()).orElse("") : channel.name(),
                patch.mode() != null ? patch.mode() : channel.mode(),
                patch.order() != null ? patch.order() : channel.order(),
                patch.talk() != null ? patch.talk() : channel.talk(),
                patch.listen() != null ? patch.listen() : channel.listen(),
                patch.talkLimitS() != null ? patch.talkLimitS() : channel.talkLimitS());
    }

    private static @Nullable Rejection check(SessionState state, Channel channel) {
        if (channel.name().isEmpty()) {
            return Name.rejection("name");
        }
        Optional<Channel> sameName = state.channels().named(channel.name());
        if (sameName.isPresent() && !sameName.get().id().equals(channel.id())) {
            return Rejection.of(
                            RejectionCode.NAME_TAKEN,
                            "There is a channel " + sameName.get().name() + " already. Choose another name.")
                    .detail("name", channel.name());
        }
        Integer limit = channel.talkLimitS();
        if (limit != null && (limit < Settings.MIN_TALK_LIMIT_S || limit > Settings.MAX_TALK_LIMIT_S)) {
            return Rejections.invalid("talk_limit_s", "One turn to talk lasts from 5 to 120 seconds.");
        }
        Rejection talk = roles(state, channel.talk(), "talk");
        return talk != null ? talk : roles(state, channel.listen(), "listen");
    }

    private static @Nullable Rejection roles(SessionState state, List<String> names, String field) {
        if (names.isEmpty()) {
            return Rejections.invalid(field, "At least one role has the right to " + field + " in a channel.");
        }
        if (names.size() > state.kind().roles().size()
                || names.stream().distinct().count() < names.size()) {
            return Rejections.invalid(field, "Each role stands in the list once.");
        }
        return names.stream()
                .filter(name -> state.kind().role(name).isEmpty())
                .findFirst()
                .map(name -> Rejections.roleUnknown(state.kind(), name))
                .orElse(null);
    }

    private static List<String> rolesWith(SessionKind kind, Capability capability) {
        return kind.roles().stream()
                .filter(role -> role.may(capability))
                .map(Role::name)
                .toList();
    }

    private static Rejection unknown(ChannelId id) {
        return Rejection.of(RejectionCode.CHANNEL_UNKNOWN, "This channel is gone. Choose another one.")
                .detail("channel_id", id);
    }
}
