package dev.tutti.cluster.replication;

import dev.tutti.foundation.Epoch;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.Command;
import dev.tutti.session.Event;
import dev.tutti.session.EventName;
import dev.tutti.session.Origin;
import dev.tutti.session.core.CommandText;
import dev.tutti.wire.BranchEvent;
import dev.tutti.wire.BranchRecord;
import dev.tutti.wire.ClientMessage;
import dev.tutti.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An island's commands as they stand on the wire and on the disk, and back. */
final class BranchEntries {
    /** Of the records of one message; the rest of a payload's bound is for the fields around them. */
    private static final int MAX_BYTES = 200_000;

    private static final int RECORD_BYTES = 600;

    private final CommandText text;

    BranchEntries(CommandText text) {
        this.text = text;
    }

    BranchRecord record(BranchedCommand command) {
        return new BranchRecord(
                command.origin().n(),
                new ClientMessage.Command(
                        command.sessionId(),
                        command.actor(),
                        command.key(),
                        text.name(command.command()),
                        text.body(command.command()),
                        ""),
                command.sequence(),
                command.events().stream()
                        .map(one -> new BranchEvent(one.id(), EventName.of(one.event()), text.body(one.event())))
                        .toList(),
                command.sessionUs(),
                command.atMs(),
                Octets.NONE);
    }

    /** Empty for what this version cannot read. */
    Optional<BranchedCommand> command(Epoch branch, BranchRecord record) {
        Optional<Command> command =
                text.read(record.command().name(), record.command().body());
        var events = new ArrayList<BranchedCommand.Decided>();
        for (BranchEvent one : record.events()) {
            Optional<Event> event = text.readEvent(one.type(), one.payload());
            if (event.isEmpty()) {
                return Optional.empty();
            }
            events.add(new BranchedCommand.Decided(one.id(), event.get()));
        }
        return command.map(read -> new BranchedCommand(
                record.command().sessionId(),
                new Origin(branch, record.n()),
                record.command().userId(),
                record.command().key(),
                read,
                record.sequence(),
                events,
                record.sessionUs(),
                record.atMs()));
    }

    /** Those that can be read; what cannot is kept for a version that can. */
    List<BranchedCommand> commands(Epoch branch, List<BranchRecord> records) {
        return records.stream().flatMap(one -> command(branch, one).stream()).toList();
    }

    /** As many of those after that number as fit into one message; at least one when there is one. */
    static List<BranchRecord> fitting(List<BranchRecord> records, long after, int most) {
        var fitting = new ArrayList<BranchRecord>();
        long bytes = 0;
        for (BranchRecord record : records) {
            if (record.n() <= after) {
                continue;
            }
            // A char of Java is at most three bytes of UTF-8.
            bytes += RECORD_BYTES + 3L * record.command().body().length();
            for (BranchEvent event : record.events()) {
                bytes += RECORD_BYTES + 3L * event.payload().length();
            }
            if (!fitting.isEmpty() && (bytes > MAX_BYTES || fitting.size() >= most)) {
                break;
            }
            fitting.add(record);
        }
        return fitting;
    }
}
