package dev.tutti.benchmarks.hub;

import dev.tutti.foundation.WallClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** LiveKit access tokens (JWT HS256 with a video grant) for plain rooms, as an app's own server would sign them. */
public final class AccessTokens {
    private static final long LIFE_S = 3600;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private AccessTokens() {}

    public static String forRoom(String room, String identity, boolean maySpeak) {
        return signed(HubProcess.API_KEY, HubProcess.API_SECRET, room, identity, maySpeak);
    }

    /** With the key of another server. */
    public static String signed(String key, String secret, String room, String identity, boolean maySpeak) {
        long nowS = WallClock.system().now().getEpochSecond();
        var grant = Map.of(
                "roomJoin", true, "room", room, "canPublish", maySpeak, "canSubscribe", true, "canPublishData", false);
        var claims = Map.of(
                "iss", key, "sub", identity, "name", identity, "nbf", nowS - 5, "exp", nowS + LIFE_S, "video", grant);
        String text = part(Map.of("alg", "HS256", "typ", "JWT")) + "." + part(claims);
        return text + "." + URL.encodeToString(mac(secret, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String part(Map<String, ?> json) {
        return URL.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }

    private static byte[] mac(String secret, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
