package dev.tutti.cluster.link;

import dev.tutti.cluster.identity.NodeCertificate;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.Verdict;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One TLS connection whose peer has proven its key: whole envelopes out and in, none longer than allowed.
 *
 * <p>Threads: one reads, one at a time writes, any closes.
 */
final class SecureChannel implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int SECRET_BYTES = 32;

    private final Socket raw;
    private final DataInputStream in;
    private final OutputStream out;
    private final NodeId peer;
    private final ExtendedSSLSession session;
    private final byte[] header = new byte[Envelope.LENGTH];
    private int maxPayload;

    private SecureChannel(Socket raw, SSLSocket tls, NodeId peer, int maxPayload) throws IOException {
        this.raw = raw;
        this.peer = peer;
        this.maxPayload = maxPayload;
        session = (ExtendedSSLSession) tls.getSession();
        in = new DataInputStream(new BufferedInputStream(tls.getInputStream(), BUFFER_BYTES));
        out = new BufferedOutputStream(tls.getOutputStream(), BUFFER_BYTES);
    }

    /**
     * Proves both ends; the caller sees to it that this does not take for ever.
     *
     * @param maxPayload how long an envelope's payload may be until {@link #allow} says otherwise
     * @throws LinkException when the peer proves no key, or the wrong one
     */
    static SecureChannel prove(Socket raw, SSLSocket tls, int maxPayload) throws IOException {
        try {
            tls.startHandshake();
            var chain = (X509Certificate[]) tls.getSession().getPeerCertificates();
            return new SecureChannel(raw, tls, NodeCertificate.read(chain), maxPayload);
        } catch (SSLException e) {
            boolean left = e.getCause() instanceof EOFException;
            throw new LinkException(
                    left ? LinkEvent.LEFT : LinkEvent.REFUSED_KEY,
                    left ? "ended the connection before it proved a key" : String.valueOf(e.getMessage()));
        } catch (CertificateException e) {
            throw new LinkException(LinkEvent.REFUSED_KEY, String.valueOf(e.getMessage()));
        }
    }

    NodeId peer() {
        return peer;
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) raw.getRemoteSocketAddress();
    }

    /** A secret that both ends of this very connection have and nobody else (RFC 8446, 7.5). */
    byte[] secret(String label) throws IOException {
        return session.exportKeyingMaterialData(label, null, SECRET_BYTES);
    }

    /** From now on envelopes may have payloads that long. Reading thread. */
    void allow(int payloadBytes) {
        maxPayload = payloadBytes;
    }

    /** How long {@link #read} waits for anything to come. */
    void idleAfter(int ms) throws IOException {
        raw.setSoTimeout(ms);
    }

    /**
     * The next envelope, header and payload, its checksum not yet looked at; memory is taken for it only after its
     * length was.
     *
     * @throws EOFException when the peer has closed between two envelopes
     * @throws LinkException when what comes is no envelope, or a longer one than allowed
     */
    ByteBuffer read() throws IOException {
        in.readFully(header);
        int payload = EnvelopeView.payloadLength(ByteBuffer.wrap(header), 0);
        if (payload < 0 || payload > maxPayload) {
            Verdict verdict = payload < 0 ? EnvelopeView.verdict(ByteBuffer.wrap(header), 0) : Verdict.TOO_LONG;
            throw LinkException.broken(
                    verdict,
                    payload < 0 ? "sent what is no envelope of ours" : "sent a payload of %d bytes".formatted(payload));
        }
        byte[] envelope = new byte[Envelope.LENGTH + payload];
        System.arraycopy(header, 0, envelope, 0, Envelope.LENGTH);
        in.readFully(envelope, Envelope.LENGTH, payload);
        return ByteBuffer.wrap(envelope);
    }

    void write(byte[] envelope) throws IOException {
        out.write(envelope);
    }

    void flush() throws IOException {
        out.flush();
    }

    void closeWithin(Deadlines deadlines, long ms) {
        deadlines.arm(raw, ms);
    }

    /** At once, also while others read or write. */
    @Override
    public void close() {
        Deadlines.closeQuietly(raw);
    }
}
