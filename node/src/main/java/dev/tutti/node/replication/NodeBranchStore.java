package dev.tutti.node.replication;

import dev.tutti.cluster.replication.BranchStore;
import dev.tutti.foundation.Epoch;
import dev.tutti.journal.SqliteBranchRows;
import dev.tutti.journal.SqliteBranchRows.Row;
import dev.tutti.session.core.StoreException;
import dev.tutti.wire.BranchHead;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.BranchRecord;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Branches in the journal, in the codec of the wire: row 0 is the head, the others a record each. Thread-safe. */
final class NodeBranchStore implements BranchStore {
    private static final Envelope ENVELOPE = new Envelope(SessionTag.NONE, new NodeTag(1), 1, 0);

    private final SqliteBranchRows rows;
    private final Map<Epoch, BranchHead> heads = new ConcurrentHashMap<>();

    NodeBranchStore(SqliteBranchRows rows) {
        this.rows = rows;
    }

    @Override
    public List<Kept> all() {
        Map<String, List<BranchMessage.Copy>> found = new LinkedHashMap<>();
        for (Row row : rows.all()) {
            found.computeIfAbsent(row.branch(), _ -> new ArrayList<>()).add(decode(row));
        }
        var all = new ArrayList<Kept>();
        found.values().forEach(copies -> {
            BranchHead head = copies.getFirst().branch();
            heads.put(head.last().branch(), head);
            all.add(new Kept(
                    head,
                    copies.stream().flatMap(copy -> copy.records().stream()).toList()));
        });
        return all;
    }

    private static BranchMessage.Copy decode(Row row) {
        byte[] bytes = Base64.getDecoder().decode(row.content());
        if (new WireCodec().decode(ByteBuffer.wrap(bytes)) instanceof Received.Accepted accepted
                && accepted.message() instanceof BranchMessage.Copy copy) {
            return copy;
        }
        throw new StoreException(
                StoreException.Kind.CORRUPT, "Row " + row.n() + " of branch " + row.branch() + " cannot be read.");
    }

    @Override
    public void begin(BranchHead head) {
        rows.add(List.of(row(head, 0, List.of())));
        heads.put(head.last().branch(), head);
    }

    @Override
    public void append(Epoch branch, List<BranchRecord> records) {
        BranchHead head = Objects.requireNonNull(heads.get(branch), "a branch that was begun");
        rows.add(records.stream()
                .map(record -> row(head, record.n(), List.of(record)))
                .toList());
    }

    @Override
    public void delete(Epoch branch) {
        rows.delete(name(branch));
        heads.remove(branch);
    }

    private static Row row(BranchHead head, long n, List<BranchRecord> records) {
        var buffer = ByteBuffer.allocate(Envelope.LENGTH + Envelope.MAX_PAYLOAD);
        new WireCodec().encode(ENVELOPE, new BranchMessage.Copy(head, records), buffer);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        return new Row(name(head.last().branch()), n, Base64.getEncoder().encodeToString(bytes));
    }

    private static String name(Epoch branch) {
        return "%016x-%016x".formatted(branch.term(), branch.leaderTag());
    }
}
