package dev.tutti.wire;

/** What an envelope carries. Every text, list and byte string in it has a bound, held by its writer and its reader. */
public sealed interface Message
        permits LinkMessage,
                LeaderMessage,
                FloorSignal,
                VoiceFrame,
                VoiceMessage,
                ClientMessage,
                SongMessage,
                LogMessage,
                BranchMessage {
    /** Writes the payload; throws IllegalArgumentException when something is out of its bound. */
    void write(PayloadWriter out);

    default MessageType type() {
        return MessageType.of(this);
    }
}
