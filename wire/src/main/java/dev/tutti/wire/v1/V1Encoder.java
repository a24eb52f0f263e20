package dev.tutti.wire.v1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes v1 frames. */
public final class V1Encoder {
    private V1Encoder() {}

    /** The frame of a message, ready to be read from; IllegalArgumentException when it is longer than v1 allows, or empty. */
    public static ByteBuffer encode(V1Message message) {
        return switch (message) {
            case V1Message.Audio audio -> audio(audio);
            case V1Message.Taken _ -> text(V1Frame.TAKEN);
            case V1Message.Released _ -> text(V1Frame.RELEASED);
            case V1Message.Ping _ -> text(V1Frame.PING);
            case V1Message.Pong _ -> text(V1Frame.PONG);
            case V1Message.Chat chat -> text(harmless(chat.text()));
            case V1Message.Unknown unknown -> text(unknown.text());
        };
    }

    /** A line that reads as a command, or begins as voice does, gets a space before it: nobody talks by typing. */
    private static String harmless(String line) {
        boolean isChat = V1Frame.text(line) instanceof V1Message.Chat;
        return isChat && !line.isEmpty() && line.charAt(0) != V1Frame.AUDIO ? line : " " + line;
    }

    private static ByteBuffer audio(V1Message.Audio audio) {
        byte[] pcm = audio.pcm().toArray();
        return frame(1 + pcm.length).put(V1Frame.AUDIO).put(pcm).flip();
    }

    private static ByteBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return frame(utf8.length).put(utf8).flip();
    }

    private static ByteBuffer frame(int length) {
        if (length < 1 || length > V1Frame.MAX_PAYLOAD) {
            throw new IllegalArgumentException("a v1 frame has 1 to " + V1Frame.MAX_PAYLOAD + " bytes, not " + length);
        }
        return ByteBuffer.allocate(V1Frame.LENGTH_BYTES + length).putInt(length);
    }
}
