package dev.tutti.cluster.shared;

import dev.tutti.cluster.admission.AdmissionState;
import dev.tutti.cluster.admission.Member;
import dev.tutti.foundation.NodeId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shared state as bytes, for the link and for the disk. A newer node may add fields at the end; they are ignored. */
public final class SharedStateCodec {
    public static final int MAX_BYTES = 64 * 1024;

    private static final int VERSION = 1;
    private static final int MAX_MEMBERS = AdmissionState.MAX_MEMBERS + AdmissionState.MAX_REMOVED;

    private SharedStateCodec() {}

    public static byte[] encode(SharedState state) {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.write(state.cluster().bytes());
            out.write(state.hub().bytes());
            out.writeLong(state.revision());
            write(out, state.credentials());
            out.writeShort(state.members().size());
            for (var member : state.members()) {
                write(out, member);
            }
            out.writeLong(state.generation());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** What a peer sent or a file holds; empty when it is anything else. */
    public static Optional<SharedState> decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) {
                return Optional.empty();
            }
            var cluster = ClusterId.of(exactly(in, ClusterId.BYTES));
            var hub = NodeId.of(exactly(in, NodeId.BYTES));
            long revision = positive(in.readLong());
            var credentials = readCredentials(in);
            var members = readMembers(in);
            // Earlier versions end here.
            long generation = in.available() == 0 ? SharedState.FIRST_GENERATION : positive(in.readLong());
            return Optional.of(new SharedState(cluster, hub, generation, revision, credentials, members));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void write(DataOutputStream out, Credentials credentials) throws IOException {
        writeBytes(out, credentials.authorityKey());
        writeBytes(out, credentials.authorityCertificate());
        out.writeUTF(credentials.tokenKeyId());
        out.writeByte(credentials.tokenSecrets().size());
        for (var secret : credentials.tokenSecrets().entrySet()) {
            out.writeUTF(secret.getKey());
            writeBytes(out, secret.getValue());
        }
        out.writeByte(credentials.apiKeys().size());
        for (var key : credentials.apiKeys().entrySet()) {
            out.writeUTF(key.getKey());
            out.writeUTF(key.getValue());
        }
        out.writeUTF(credentials.operatorToken());
    }

    private static Credentials readCredentials(DataInputStream in) throws IOException {
        byte[] key = readBytes(in, Credentials.MAX_KEY_BYTES);
        byte[] certificate = readBytes(in, Credentials.MAX_CERTIFICATE_BYTES);
        var keyId = in.readUTF();
        Map<String, byte[]> secrets = new HashMap<>();
        for (int left = atMost(in.readUnsignedByte(), Credentials.MAX_TOKEN_SECRETS); left > 0; left--) {
            secrets.put(in.readUTF(), readBytes(in, Credentials.MAX_SECRET_BYTES));
        }
        Map<String, String> apiKeys = new HashMap<>();
        for (int left = atMost(in.readUnsignedByte(), Credentials.MAX_API_KEYS); left > 0; left--) {
            apiKeys.put(in.readUTF(), in.readUTF());
        }
        return new Credentials(key, certificate, keyId, secrets, apiKeys, in.readUTF());
    }

    private static void write(DataOutputStream out, Member member) throws IOException {
        out.write(member.id().bytes());
        out.writeUTF(member.name());
        out.writeUTF(member.address());
        out.writeByte(member.by().code());
        out.writeLong(member.sinceMs());
        out.writeLong(member.revision());
        out.writeBoolean(member.removed());
    }

    private static List<Member> readMembers(DataInputStream in) throws IOException {
        int count = atMost(in.readUnsignedShort(), MAX_MEMBERS);
        var members = new ArrayList<Member>(count);
        for (int i = 0; i < count; i++) {
            var id = NodeId.of(exactly(in, NodeId.BYTES));
            var name = in.readUTF();
            var address = in.readUTF();
            var by = Member.By.of(in.readUnsignedByte())
                    .orElseThrow(() -> new IllegalArgumentException("let in by nobody that is known"));
            members.add(new Member(id, name, address, by, in.readLong(), positive(in.readLong()), in.readBoolean()));
        }
        return members;
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in, int max) throws IOException {
        return exactly(in, atMost(in.readUnsignedShort(), max));
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    private static int atMost(int value, int max) {
        if (value > max) {
            throw new IllegalArgumentException(value + " is more than " + max);
        }
        return value;
    }

    private static long positive(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("a count begins at 1");
        }
        return value;
    }
}
