package dev.tutti.media.twirp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.tutti.media.twirp.TwirpError.Code;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates Twirp bodies, in the encoding that the caller chose. */
enum TwirpCodec {
    PROTOBUF("application/protobuf") {
        @Override
        <B extends Message.Builder> B merge(byte[] body, B into) throws InvalidProtocolBufferException {
            into.mergeFrom(body);
            return into;
        }

        @Override
        byte[] encode(Message message) {
            return message.toByteArray();
        }
    },
    JSON("application/json") {
        @Override
        <B extends Message.Builder> B merge(byte[] body, B into) throws InvalidProtocolBufferException {
            String text = new String(body, StandardCharsets.UTF_8);
            PARSER.merge(text.isBlank() ? "{}" : text, into);
            return into;
        }

        @Override
        byte[] encode(Message message) throws InvalidProtocolBufferException {
            return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();

    private final String contentType;

    TwirpCodec(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract <B extends Message.Builder> B merge(byte[] body, B into) throws InvalidProtocolBufferException;

    abstract byte[] encode(Message message) throws InvalidProtocolBufferException;

    /** Reads a request; throws what Twirp calls malformed. */
    <B extends Message.Builder> B read(byte[] body, B into) throws TwirpError {
        try {
            return merge(body, into);
        } catch (InvalidProtocolBufferException e) {
            throw new TwirpError(Code.MALFORMED, "the request body cannot be decoded");
        }
    }

    static TwirpCodec of(@Nullable String contentType) throws TwirpError {
        String type = contentType == null ? "" : contentType;
        int semicolon = type.indexOf(';');
        String bare =
                (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        for (TwirpCodec codec : values()) {
            if (codec.contentType.equals(bare)) {
                return codec;
            }
        }
        throw new TwirpError(Code.BAD_ROUTE, "unexpected Content-Type: use application/json or application/protobuf");
    }
}
