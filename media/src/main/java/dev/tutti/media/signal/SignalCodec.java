package dev.tutti.media.signal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitRtc.ConnectionSettings;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.WrappedJoinRequest;

/** Translates what signalling connections carry: protobuf or JSON messages, and join requests in a query. */
public final class SignalCodec {
    /** The largest message that is read. */
    public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    /** The largest join request, before and after decompression. */
    public static final int MAX_JOIN_BYTES = 1024 * 1024;

    private static final JsonFormat.Parser JSON_PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer JSON_PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private SignalCodec() {}

    /** A message as a client sent it; throws when it is none. */
    public static SignalRequest request(byte[] frame) throws InvalidProtocolBufferException {
        if (frame.length > MAX_MESSAGE_BYTES) {
            throw new InvalidProtocolBufferException("The message is too large");
        }
        return SignalRequest.parseFrom(frame);
    }

    public static SignalRequest request(String json) throws InvalidProtocolBufferException {
        if (json.length() > MAX_MESSAGE_BYTES) {
            throw new InvalidProtocolBufferException("The message is too large");
        }
        var request = SignalRequest.newBuilder();
        JSON_PARSER.merge(json, request);
        return request.build();
    }

    static String json(SignalResponse response) {
        try {
            return JSON_PRINTER.print(response);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code join_request} parameter of signalling v1; an empty one asks for nothing special. */
    public static JoinRequest joinRequest(String parameter) throws SignalRefused {
        if (parameter.length() > MAX_JOIN_BYTES) {
            throw new SignalRefused(400, "the join request is too large");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(urlSafe(parameter));
            var wrapped = WrappedJoinRequest.parseFrom(bytes);
            byte[] inner = wrapped.getJoinRequest().toByteArray();
            return JoinRequest.parseFrom(
                    wrapped.getCompression() == WrappedJoinRequest.Compression.GZIP ? unzip(inner) : inner);
        } catch (IllegalArgumentException | IOException e) {
            throw new SignalRefused(400, "the join request cannot be read");
        }
    }

    /** Some clients use the plain alphabet, and a plus sign may have become a space on the way. */
    private static String urlSafe(String base64) {
        return base64.replace('+', '-').replace(' ', '-').replace('/', '_').replace("=", "");
    }

    private static byte[] unzip(byte[] zipped) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] bytes = in.readNBytes(MAX_JOIN_BYTES + 1);
            if (bytes.length > MAX_JOIN_BYTES) {
                throw new IOException("The join request is too large");
            }
            return bytes;
        }
    }

    /** What signalling v0 says in its query, in the shape of v1's join request. */
    static JoinRequest joinRequest(SignalHandshake handshake) {
        var client = ClientInfo.newBuilder()
                .setSdk(sdk(handshake.parameter("sdk")))
                .setVersion(handshake.parameter("version"))
                .setProtocol(number(handshake.parameter("protocol")))
                .setClientProtocol(number(handshake.parameter("client_protocol")))
                .setOs(handshake.parameter("os"))
                .setBrowser(handshake.parameter("browser"))
                .setDeviceModel(handshake.parameter("device_model"));
        // A client that says nothing wants to hear everybody.
        boolean auto = !handshake.query().containsKey("auto_subscribe") || yes(handshake.parameter("auto_subscribe"));
        return JoinRequest.newBuilder()
                .setClientInfo(client)
                .setConnectionSettings(ConnectionSettings.newBuilder()
                        .setAutoSubscribe(auto)
                        .setAdaptiveStream(yes(handshake.parameter("adaptive_stream"))))
                .setReconnect(yes(handshake.parameter("reconnect")))
                .setParticipantSid(handshake.parameter("sid"))
                .build();
    }

    private static ClientInfo.SDK sdk(String name) {
        return switch (name) {
            case "js" -> ClientInfo.SDK.JS;
            case "ios", "swift" -> ClientInfo.SDK.SWIFT;
            case "android" -> ClientInfo.SDK.ANDROID;
            case "flutter" -> ClientInfo.SDK.FLUTTER;
            case "go" -> ClientInfo.SDK.GO;
            case "unity" -> ClientInfo.SDK.UNITY;
            case "reactnative" -> ClientInfo.SDK.REACT_NATIVE;
            case "rust" -> ClientInfo.SDK.RUST;
            case "python" -> ClientInfo.SDK.PYTHON;
            case "cpp" -> ClientInfo.SDK.CPP;
            case "node" -> ClientInfo.SDK.NODE;
            default -> ClientInfo.SDK.UNKNOWN;
        };
    }

    private static boolean yes(String value) {
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    private static int number(String value) {
        return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
    }
}
