package dev.tutti.cluster.admission;

import dev.tutti.cluster.admission.AdmissionState.Waiting;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Members, invites and who waits, as facts of the hub: one row each, so that a change is one write. */
final class AdmissionFacts {
    private static final String MEMBERS = "node/member/";
    private static final String INVITES = "node/invite/";
    private static final String WAITING = "node/waiting/";
    private static final int VERSION = 1;
    private static final int MAX_ROWS = 1_000;

    private final FactStore facts;

    AdmissionFacts(FactStore facts) {
        this.facts = facts;
    }

    AdmissionState read(Set<NodeId> allowed) {
        var members = new HashMap<NodeId, Member>();
        rows(MEMBERS, AdmissionFacts::readMember).forEach(one -> members.put(one.id(), one));
        var waiting = new HashMap<NodeId, Waiting>();
        rows(WAITING, AdmissionFacts::readWaiting).forEach(one -> waiting.put(one.id(), one));
        return new AdmissionState(members, rows(INVITES, AdmissionFacts::readInvite), waiting, allowed);
    }

    /** Writes what differs; what lets somebody in comes last, so that a crash in between lets in nobody twice. */
    void write(AdmissionState before, AdmissionState after) {
        replace(INVITES, invites(before), invites(after));
        replace(WAITING, waiting(before), waiting(after));
        replace(MEMBERS, members(before), members(after));
    }

    private void replace(String prefix, Map<String, byte[]> before, Map<String, byte[]> after) {
        for (var key : before.keySet()) {
            if (!after.containsKey(key)) {
                facts.delete(prefix + key);
            }
        }
        after.forEach((key, value) -> {
            if (!Objects.deepEquals(before.get(key), value)) {
                facts.put(prefix + key, value);
            }
        });
    }

    private static Map<String, byte[]> members(AdmissionState state) {
        var rows = new HashMap<String, byte[]>();
        state.members().forEach((id, member) -> rows.put(id.value(), row(out -> writeMember(out, member))));
        return rows;
    }

    private static Map<String, byte[]> waiting(AdmissionState state) {
        var rows = new HashMap<String, byte[]>();
        state.waiting()
                .forEach((id, one) -> rows.put(id.value(), row(out -> {
                    out.writeUTF(id.value());
                    out.writeUTF(one.name());
                    out.writeUTF(one.address());
                    out.writeLong(one.untilMs());
                })));
        return rows;
    }

    private static Map<String, byte[]> invites(AdmissionState state) {
        var rows = new HashMap<String, byte[]>();
        for (var invite : state.invites()) {
            String key =
                    "%020d-%s".formatted(invite.expiresAtMs(), HexFormat.of().formatHex(invite.key(), 0, 4));
            rows.put(key, row(out -> {
                out.write(invite.key());
                out.writeLong(invite.expiresAtMs());
                out.writeUTF(invite.usedBy().map(NodeId::value).orElse(""));
            }));
        }
        return rows;
    }

    private static void writeMember(DataOutputStream out, Member member) throws IOException {
        out.writeUTF(member.id().value());
        out.writeUTF(member.name());
        out.writeUTF(member.address());
        out.writeUTF(member.by().name());
        out.writeLong(member.sinceMs());
        out.writeLong(member.revision());
        out.writeBoolean(member.removed());
    }

    private static Member readMember(DataInputStream in) {
        try {
            return new Member(
                    new NodeId(in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    Member.By.valueOf(in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Waiting readWaiting(DataInputStream in) {
        try {
            return new Waiting(new NodeId(in.readUTF()), in.readUTF(), in.readUTF(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Invite readInvite(DataInputStream in) {
        try {
            return new Invite(in.readNBytes(Invite.KEY_BYTES), in.readLong(), NodeId.read(in.readUTF()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> List<T> rows(String prefix, Function<DataInputStream, T> reader) {
        var rows = new ArrayList<T>();
        for (var key : facts.keys(prefix, MAX_ROWS)) {
            byte[] row = facts.get(key).orElse(new byte[0]);
            var in = new DataInputStream(new ByteArrayInputStream(row));
            try {
                if (in.readUnsignedByte() != VERSION) {
                    throw new StoreException(
                            StoreException.Kind.CORRUPT, "%s was written by a newer Tutti".formatted(key));
                }
                rows.add(reader.apply(in));
            } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
                throw new StoreException(StoreException.Kind.CORRUPT, "%s cannot be read".formatted(key), e);
            }
        }
        return rows;
    }

    /** Writes the fields of a row. */
    private interface Row {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] row(Row content) {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
