package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.TlsTunnel;
import dev.tutti.benchmarks.hub.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The server under load.
 *
 * @param pid of its process, where it runs on this machine and we know it
 * @param tls whom to believe, where it speaks TLS
 */
record LoadTarget(
        URI http, URI webSocket, OptionalLong pid, @Nullable SSLContext tls) {
    static LoadTarget of(HubProcess hub) {
        return new LoadTarget(hub.http(), hub.webSocket(), OptionalLong.of(hub.pid()), null);
    }

    /** Another server, by an address of any of the schemes http, https, ws, wss. */
    static LoadTarget at(String address, OptionalLong pid, SSLContext trust) {
        String bare = address.replaceFirst("/$", "");
        boolean secure = bare.startsWith("https:") || bare.startsWith("wss:");
        String rest = bare.substring(bare.indexOf(':'));
        return new LoadTarget(
                URI.create((secure ? "https" : "http") + rest),
                URI.create((secure ? "wss" : "ws") + rest),
                pid,
                secure ? trust : null);
    }

    HttpClient client() {
        var builder = HttpClient.newBuilder();
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    @Nullable TlsTunnel tunnel() throws IOException {
        return tls == null ? null : TlsTunnel.to(http, tls);
    }
}
