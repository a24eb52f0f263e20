package dev.tutti.gateway.http;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Notes who came by TLS and did not get in: mostly devices that do not trust the hub's certificate yet. Any thread. */
record HandshakeWatch(Refusals refusals) implements SslHandshakeListener {
    private static final String ALERT = "alert: ";

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        EndPoint end = event.getEndPoint();
        boolean isWord = failure instanceof SSLException && failure.getMessage() != null;
        // Who only looks whether the port is open leaves without a word.
        if (isWord && end != null && end.getRemoteSocketAddress() instanceof InetSocketAddress from) {
            var said = String.valueOf(failure.getMessage());
            int alert = said.indexOf(ALERT);
            var word = alert < 0 ? said : said.substring(alert + ALERT.length());
            var kind = isOfCertificate(word) ? "certificate_refused" : "tls_failed";
            refusals.note(kind, Requests.Remote.of(from).address(), word);
        }
    }

    private static boolean isOfCertificate(String word) {
        return word.contains("certificate") || word.contains("unknown_ca");
    }
}
