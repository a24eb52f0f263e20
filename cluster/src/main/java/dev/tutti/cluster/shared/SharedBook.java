package dev.tutti.cluster.shared;

import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shared state as this node has it: kept in {@code cluster.state} of the trust folder, its members in the admission
 * book. Thread-safe; a change is on disk before it is applied.
 */
public final class SharedBook {
    private static final String FILE = "cluster.state";

    private final Path file;
    private final NodeId self;
    private final AdmissionBook members;
    private final Ports ports;
    private SharedState state;
    /** Whether this node may speak as the hub: another one may have got the part while this one was away. */
    private boolean settled = true;

    /** Puts new credentials into use; called with the book's lock held, must not call back. */
    @FunctionalInterface
    public interface Applied {
        void apply(Credentials credentials);
    }

    /** What became of another node's state. */
    public enum Outcome {
        /** Nothing in it was news. */
        KNOWN,
        /** Something was: the other peers want it, too. */
        CHANGED,
        /** This node has something to say itself: all peers want it. */
        OWN,
        /** It is of another cluster, and we did not come to join it. */
        FOREIGN
    }

    private SharedBook(Path file, NodeId self, AdmissionBook members, Ports ports, SharedState state) {
        this.file = file;
        this.self = self;
        this.members = members;
        this.ports = ports;
        this.state = state;
    }

    /** What a node has of its own before it is in any cluster, given the state that is on disk, if any. */
    public interface Own extends Function<Optional<Credentials>, Credentials> {}

    /** Where credentials come from, and where they go. */
    public record Ports(Own own, Applied applied) {}

    /**
     * Reads the state, or begins a cluster of one. A node that is its cluster's hub puts into it what its configuration
     * and data folder say now; when there are other members, not before {@link #settle} or the first word of one of them.
     *
     * @param self this node
     * @throws IOException also when the file is there and cannot be read
     */
    public static SharedBook open(Path folder, NodeId self, AdmissionBook members, Ports ports, Entropy entropy)
            throws IOException {
        var file = OwnerOnly.folder(folder).resolve(FILE);
        var found = read(file);
        // A crash between the file and the facts: the members that came with the state are in it, too.
        found.ifPresent(state -> members.merge(state.members()));
        if (found.isEmpty()) {
            var cluster = ClusterId.draw(entropy);
            var credentials = ports.own().apply(Optional.empty());
            var first = new SharedState(cluster, self, SharedState.FIRST_GENERATION, 1, credentials, List.of());
            var book = new SharedBook(file, self, members, ports, first);
            book.write(first);
            return book;
        }
        var book = new SharedBook(file, self, members, ports, found.get());
        book.settled = book.isAlone();
        book.change();
        return book;
    }

    /** The state of an earlier start, if the node has one. */
    private static Optional<SharedState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var state = SharedStateCodec.decode(OwnerOnly.read(file));
        if (state.isEmpty()) {
            throw new IOException(
                    "%s is damaged. Put back a copy of it, or move it away and join the cluster anew".formatted(file));
        }
        return state;
    }

    public synchronized SharedState state() {
        return state.with(members.entries());
    }

    public synchronized ClusterId cluster() {
        return state.cluster();
    }

    public synchronized NodeId hub() {
        return state.hub();
    }

    /** Whether this node has a cluster for itself, so that it may give it up for another. */
    public boolean isAlone() {
        return members.members().size() <= 1;
    }

    /** Whether this node may act as the hub, if it is it: a member spoke since the start, or had time enough, or there is none. */
    public synchronized boolean isSettled() {
        return settled;
    }

    /** Nobody said for a while that this node is not the hub any more; true when all peers want to hear what is new. */
    public synchronized boolean settle() throws IOException {
        boolean waited = !settled;
        settled = true;
        return waited && change();
    }

    /** This node's own credentials may have changed: the hub's get a new revision. */
    public synchronized boolean change() throws IOException {
        if (!settled || !state.hub().equals(self)) {
            return false;
        }
        var credentials = ports.own().apply(Optional.of(state.credentials()));
        if (state.credentials().equals(credentials)) {
            return false;
        }
        write(state.changed(credentials));
        return true;
    }

    /** Another member is the hub from now on: the operator's word, on disk before anybody hears of it (V1, V3). */
    public synchronized void handTo(NodeId node) throws IOException {
        write(state.handedTo(node));
        settled = true;
        ports.applied().apply(state.credentials());
    }

    /** Takes what another member told. */
    public synchronized Outcome offer(SharedState theirs) throws IOException {
        if (!theirs.cluster().equals(state.cluster())) {
            return Outcome.FOREIGN;
        }
        boolean changed = members.merge(theirs.members());
        if (theirs.isLaterThan(state)) {
            write(theirs.with(List.of()));
            ports.applied().apply(theirs.credentials());
            changed = true;
        }
        if (settle()) {
            return Outcome.OWN;
        }
        return changed ? Outcome.CHANGED : Outcome.KNOWN;
    }

    /** Gives the own cluster up and takes that one: what the operator asked for by {@code --join}. */
    public synchronized void join(SharedState theirs) throws IOException {
        write(theirs);
        members.replace(theirs.members());
        settled = true;
        ports.applied().apply(theirs.credentials());
    }

    private void write(SharedState next) throws IOException {
        OwnerOnly.write(file, SharedStateCodec.encode(next));
        state = next;
    }
}
