package dev.tutti.gateway.sessions;

import dev.tutti.foundation.ChannelId;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.ChannelMessages.ChannelAnswer;
import dev.tutti.gateway.wire.ChannelMessages.ChannelPatch;
import dev.tutti.gateway.wire.ChannelMessages.ChannelRequest;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;

/** Talk groups: made, changed, deleted. */
public final class ChannelHandlers {
    private final Commands commands;

    public ChannelHandlers(Sessions sessions) {
        this.commands = new Commands(sessions);
    }

    public Reply create(Call call) {
        ChannelRequest request = call.body(ChannelRequest.class);
        var spec = new ChannelSpec(
                request.name(),
                WireEnums.toOrNull(ChannelMode.class, request.mode()),
                WireEnums.toOrNull(FloorOrder.class, request.order()),
                request.talk(),
                request.listen(),
                request.talkLimitS());
        Commands.Done done = commands.run(call, new Command.CreateChannel(spec));
        ChannelId id = done.events().stream()
                .filter(Event.ChannelCreated.class::isInstance)
                .map(event -> ((Event.ChannelCreated) event).channel().id())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no channel was made"));
        return Reply.created(answer(done.state(), id));
    }

    public Reply change(Call call) {
        ChannelPatch patch = call.body(ChannelPatch.class);
        ChannelId id = channelId(call);
        var spec = new ChannelSpec(
                patch.name(),
                WireEnums.toOrNull(ChannelMode.class, patch.mode()),
                WireEnums.toOrNull(FloorOrder.class, patch.order()),
                patch.talk(),
                patch.listen(),
                patch.talkLimitS());
        return Reply.ok(
                answer(commands.run(call, new Command.ChangeChannel(id, spec)).state(), id));
    }

    public Reply delete(Call call) {
        commands.run(call, new Command.DeleteChannel(channelId(call)));
        return Reply.ok(new DoneAnswer(true));
    }

    private static ChannelAnswer answer(SessionState state, ChannelId id) {
        return state.channels()
                .find(id)
                .map(channel -> new ChannelAnswer(SessionViews.channel(state, channel)))
                .orElseThrow(ChannelHandlers::unknown);
    }

    private static ChannelId channelId(Call call) {
        String id = call.path("channelId");
        if (!ChannelId.isValid(id)) {
            throw unknown();
        }
        return new ChannelId(id);
    }

    private static ApiError unknown() {
        return new ApiError(404, "CHANNEL_UNKNOWN", "This channel is gone. Choose another.");
    }
}
