package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.List;
import java.util.Optional;

/** What handsets say to their node, what people want of the log, and the settings that all follow. */
public sealed interface ClientMessage extends Message {
    int MAX_TOKEN = 4_096;
    int MAX_NAME = 64;
    int MAX_CHANNELS = 64;
    int MAX_KEY = 128;
    int MAX_WORD = 64;
    int MAX_REQUEST = 64;
    int MAX_COMMAND = 196_608;
    int MAX_EVENTS = 256;
    int MAX_DETAIL = 4_096;
    int MAX_TEXT = 8_000;
    int MAX_SETTINGS = 65_536;
    int MAX_PEOPLE = 1_024;

    /**
     * A handset wants to talk and listen in a session through this node.
     *
     * @param token the access token that REST gave it
     * @param linkNumber by which it wants its sealed datagrams marked
     */
    record Attach(int minVersion, int maxVersion, SessionId sessionId, String token, String name, long linkNumber)
            implements ClientMessage {
        @Override
        public void write(PayloadWriter out) {
            out.u8(minVersion).u8(maxVersion).sessionId(sessionId).text(token, MAX_TOKEN);
            out.text(name, MAX_NAME).u32(linkNumber);
        }

        static Attach read(PayloadReader in) {
            return new Attach(in.u8(), in.u8(), in.sessionId(), in.text(MAX_TOKEN), in.text(MAX_NAME), in.u32());
        }
    }

    /** It is in; the channels are those it may hear, with their highest fences in the same order. */
    record Attached(int version, UserId userId, long linkNumber, List<ChannelId> channels, List<ChannelFence> fences)
            implements ClientMessage {
        public Attached {
            channels = List.copyOf(channels);
            fences = List.copyOf(fences);
        }

        @Override
        public void write(PayloadWriter out) {
            out.u8(version).userId(userId).u32(linkNumber);
            out.list(channels, MAX_CHANNELS, (channel, to) -> to.channelId(channel));
            out.list(fences, MAX_CHANNELS, ChannelFence::write);
        }

        static Attached read(PayloadReader in) {
            return new Attached(
                    in.u8(),
                    in.userId(),
                    in.u32(),
                    in.list(MAX_CHANNELS, PayloadReader::channelId),
                    in.list(MAX_CHANNELS, ChannelFence::read));
        }
    }

    /** From now on it hears these channels and no others. */
    record Listen(List<ChannelId> channels) implements ClientMessage {
        public Listen {
            channels = List.copyOf(channels);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(channels, MAX_CHANNELS, (channel, to) -> to.channelId(channel));
        }

        static Listen read(PayloadReader in) {
            return new Listen(in.list(MAX_CHANNELS, PayloadReader::channelId));
        }
    }

    /**
     * Who has a page or an app at this node, or has not any more; said whole when a link comes up, then what changes.
     *
     * @param whole nobody else is here: what was said before is over
     */
    record Presence(boolean whole, List<PersonPresence> people) implements ClientMessage {
        public Presence {
            people = List.copyOf(people);
        }

        @Override
        public void write(PayloadWriter out) {
            out.flag(whole).list(people, MAX_PEOPLE, PersonPresence::write);
        }

        static Presence read(PayloadReader in) {
            return new Presence(in.flag(), in.list(MAX_PEOPLE, PersonPresence::read));
        }
    }

    /** A line of chat: to a channel, or to the whole session. */
    record TextMessage(String key, UserId from, Optional<ChannelId> channelId, long atMs, String text)
            implements ClientMessage {
        @Override
        public void write(PayloadWriter out) {
            out.text(key, MAX_KEY).userId(from).optional(channelId, (channel, to) -> to.channelId(channel));
            out.i64(atMs).text(text, MAX_TEXT);
        }

        static TextMessage read(PayloadReader in) {
            return new TextMessage(
                    in.text(MAX_KEY), in.userId(), in.optional(PayloadReader::channelId), in.i64(), in.text(MAX_TEXT));
        }
    }

    /**
     * To the writer, or to an island's leader: one press of a button.
     *
     * @param key its idempotency key: the same key of the same user is the same command
     * @param name what is wanted, in the words of the log
     * @param body JSON
     * @param requestId by which logs have the request that asked for it; empty when none did
     */
    record Command(SessionId sessionId, UserId userId, String key, String name, String body, String requestId)
            implements ClientMessage {
        @Override
        public void write(PayloadWriter out) {
            out.sessionId(sessionId).userId(userId).text(key, MAX_KEY).word(name, MAX_WORD);
            out.text(body, MAX_COMMAND).text(requestId, MAX_REQUEST);
        }

        static Command read(PayloadReader in) {
            return new Command(
                    in.sessionId(),
                    in.userId(),
                    in.text(MAX_KEY),
                    in.word(MAX_WORD),
                    in.text(MAX_COMMAND),
                    in.text(MAX_REQUEST));
        }
    }

    /**
     * What became of it.
     *
     * @param cursor opaque: a place that includes it
     * @param copies on how many disks it is
     * @param code why not, a word; empty when it was done
     * @param detail why not, in a sentence
     */
    record CommandResult(
            SessionId sessionId,
            UserId userId,
            String key,
            Outcome outcome,
            List<EventId> events,
            String cursor,
            int copies,
            String code,
            String detail)
            implements ClientMessage {
        public CommandResult {
            events = List.copyOf(events);
        }

        @Override
        public void write(PayloadWriter out) {
            out.sessionId(sessionId).userId(userId).text(key, MAX_KEY).choice(outcome);
            out.list(events, MAX_EVENTS, (event, to) -> to.eventId(event));
            out.text(cursor, MAX_KEY).u8(copies).text(code, MAX_WORD).text(detail, MAX_DETAIL);
        }

        static CommandResult read(PayloadReader in) {
            return new CommandResult(
                    in.sessionId(),
                    in.userId(),
                    in.text(MAX_KEY),
                    in.choice(Outcome.ALL),
                    in.list(MAX_EVENTS, PayloadReader::eventId),
                    in.text(MAX_KEY),
                    in.u8(),
                    in.text(MAX_WORD),
                    in.text(MAX_DETAIL));
        }
    }

    /** The settings of the envelope's session, whole, as JSON; the version is the place of the event that set them. */
    record SettingsSnapshot(LogPosition version, String settings) implements ClientMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(version, LogPosition::write).text(settings, MAX_SETTINGS);
        }

        static SettingsSnapshot read(PayloadReader in) {
            return new SettingsSnapshot(LogPosition.read(in), in.text(MAX_SETTINGS));
        }
    }

    /** That version is in force here, or is not and why. */
    record SettingsAck(LogPosition version, boolean applied, String detail) implements ClientMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(version, LogPosition::write).flag(applied).text(detail, MAX_DETAIL);
        }

        static SettingsAck read(PayloadReader in) {
            return new SettingsAck(LogPosition.read(in), in.flag(), in.text(MAX_DETAIL));
        }
    }
}
