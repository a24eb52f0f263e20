package dev.tutti.node.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;

/** The authority as a configuration profile that iOS and macOS install. */
public final class MobileConfig {
    private MobileConfig() {}

    /** @param hubName shown to the person who installs it */
    public static byte[] encode(X509Certificate authority, String hubName) throws GeneralSecurityException {
        byte[] der = authority.getEncoded();
        // Named after the content: installing it twice replaces it.
        var profile = UUID.nameUUIDFromBytes(der);
        var payload = UUID.nameUUIDFromBytes(profile.toString().getBytes(StandardCharsets.US_ASCII));
        var name = escaped(hubName);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadVersion</key><integer>1</integer>
                  <key>PayloadIdentifier</key><string>dev.tutti.hub.%1$s</string>
                  <key>PayloadUUID</key><string>%1$s</string>
                  <key>PayloadDisplayName</key><string>Tutti on %3$s</string>
                  <key>PayloadDescription</key><string>Lets this device trust the hub %3$s. It vouches for no site on the internet.</string>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadVersion</key><integer>1</integer>
                      <key>PayloadIdentifier</key><string>dev.tutti.hub.authority.%2$s</string>
                      <key>PayloadUUID</key><string>%2$s</string>
                      <key>PayloadDisplayName</key><string>Tutti on %3$s</string>
                      <key>PayloadCertificateFileName</key><string>tutti-ca.crt</string>
                      <key>PayloadContent</key><data>%4$s</data>
                    </dict>
                  </array>
                </dict>
                </plist>
                """.formatted(profile, payload, name, Base64.getEncoder().encodeToString(der))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
