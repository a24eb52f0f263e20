package dev.tutti.simulator;

import dev.tutti.cluster.replication.BranchStore;
import dev.tutti.foundation.Epoch;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node's branches on a simulated disk, in the codec of the wire. */
final class SimulatedBranchStore implements BranchStore {
    private static final String DELETED = "deleted ";
    private static final Envelope ENVELOPE = new Envelope(SessionTag.NONE, new NodeTag(1), 1, 0);

    private final SimulatedDisk disk;
    private final Runnable beforeSync;
    private final WireCodec codec = new WireCodec();
    private final Map<Epoch, BranchHead> heads = new TreeMap<>();
    private boolean failed;

    /** @param beforeSync between writing and syncing: the moment to lose power in */
    SimulatedBranchStore(SimulatedDisk disk, Runnable beforeSync) {
        this.disk = disk;
        this.beforeSync = beforeSync;
        all().forEach(kept -> heads.put(kept.head().last().branch(), kept.head()));
    }

    @Override
    public List<Kept> all() {
        Map<Epoch, Kept> found = new TreeMap<>();
        for (SimulatedDisk.Entry entry : disk.readAll()) {
            if (entry.text().startsWith(DELETED)) {
                found.keySet().removeIf(branch -> entry.text().equals(DELETED + branch));
                continue;
            }
            BranchMessage.Copy copy = decode(entry.text());
            Epoch branch = copy.branch().last().branch();
            var records = new ArrayList<BranchRecord>();
            Kept before = found.get(branch);
            if (before != null) {
                records.addAll(before.records());
            }
            records.addAll(copy.records());
            found.put(branch, new Kept(copy.branch(), records));
        }
        return List.copyOf(found.values());
    }

    private BranchMessage.Copy decode(String text) {
        byte[] bytes = HexFormat.of().parseHex(text);
        if (codec.decode(ByteBuffer.wrap(bytes)) instanceof Received.Accepted accepted
                && accepted.message() instanceof BranchMessage.Copy copy) {
            return copy;
        }
        throw new StoreException(StoreException.Kind.CORRUPT, "a branch's record cannot be read");
    }

    @Override
    public void begin(BranchHead head) {
        write(encode(new BranchMessage.Copy(head, List.of())));
        heads.put(head.last().branch(), head);
    }

    @Override
    public void append(Epoch branch, List<BranchRecord> records) {
        BranchHead head = heads.get(branch);
        if (head == null) {
            throw new StoreException(StoreException.Kind.CONFLICT, "no such branch");
        }
        write(encode(new BranchMessage.Copy(head, records)));
    }

    @Override
    public void delete(Epoch branch) {
        write(DELETED + branch);
        heads.remove(branch);
    }

    private String encode(BranchMessage message) {
        var buffer = ByteBuffer.allocate(Envelope.LENGTH + Envelope.MAX_PAYLOAD);
        codec.encode(ENVELOPE, message, buffer);
        return HexFormat.of().formatHex(buffer.array(), 0, buffer.position());
    }

    private void write(String text) {
        if (failed) {
            throw new StoreException(StoreException.Kind.FAILED, "the disk failed before");
        }
        try {
            disk.write(text);
            beforeSync.run();
            disk.sync();
        } catch (SimulatedDisk.FullException e) {
            disk.rollback();
            throw new StoreException(StoreException.Kind.FULL, "no space", e);
        } catch (SimulatedDisk.SyncException e) {
            failed = true;
            throw new StoreException(StoreException.Kind.FAILED, "the sync failed", e);
        }
    }
}
