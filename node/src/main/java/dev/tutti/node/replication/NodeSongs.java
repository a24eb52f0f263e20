package dev.tutti.node.replication;

import dev.tutti.cluster.Mail;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SongId;
import dev.tutti.journal.SqliteSongLibrary;
import dev.tutti.node.cluster.NodeMail;
import dev.tutti.session.songs.SongCopy;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.SongMessage;
import dev.tutti.wire.SongVersion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One library of songs at all nodes. Each says which versions it has, asks for those that are later than its own, a few at a
 * time, and tells the others when something has changed. Of two changes of one song the later one holds everywhere; no node is
 * needed for it, so songs can be written in an island, too. The disk is waited for on a thread of its own; what finds its queue
 * full is said again with the next link.
 */
public final class NodeSongs implements Mail.Links, AutoCloseable {
    private static final int WAITING = 4_096;
    /** More than a library and all that was deleted of it. */
    private static final int MAX_LATER = 20_000;

    private static final Logger log = LoggerFactory.getLogger(NodeSongs.class);

    private final NodeMail mail;
    private final SqliteSongLibrary songs;
    private final ThreadPoolExecutor disk;
    /** By the disk's thread. */
    private final Map<NodeId, Wishes> wishes = new HashMap<>();

    private static final class Wishes {
        final Set<SongId> later = new LinkedHashSet<>();
        final Set<SongId> asked = new HashSet<>();
    }

    private NodeSongs(NodeMail mail, SqliteSongLibrary songs) {
        this.mail = mail;
        this.songs = songs;
        disk = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("node-songs").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Begins to tell and to hear; nodes that are linked already hear at once. */
    public static NodeSongs start(NodeMail mail, SqliteSongLibrary songs) {
        var all = new NodeSongs(mail, songs);
        mail.on(SongMessage.Known.class, (from, _, known) -> all.post(() -> all.known(from, known.versions())));
        mail.on(SongMessage.Wanted.class, (from, _, wanted) -> all.post(() -> all.wanted(from, wanted.songs())));
        mail.on(SongMessage.Copy.class, (from, _, copy) -> all.post(() -> all.came(from, copy)));
        mail.onLinks(all);
        songs.onChange(version -> all.post(() -> all.changed(version)));
        mail.linked().forEach(all::up);
        return all;
    }

    private void post(Runnable work) {
        disk.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.warn("A song could not be shared with the other nodes", e);
            }
        });
    }

    @Override
    public void up(NodeId peer) {
        post(() -> {
            wishes.remove(peer);
            var versions = songs.versions();
            for (int from = 0; from < versions.size(); from += SongMessage.MAX_VERSIONS) {
                int to = Math.min(versions.size(), from + SongMessage.MAX_VERSIONS);
                tell(peer, versions.subList(from, to));
            }
        });
    }

    @Override
    public void down(NodeId peer) {
        post(() -> wishes.remove(peer));
    }

    @Override
    public void close() {
        disk.shutdown();
    }

    private void changed(dev.tutti.session.songs.SongVersion version) {
        mail.linked().forEach(peer -> tell(peer, List.of(version)));
    }

    private void tell(NodeId peer, List<dev.tutti.session.songs.SongVersion> versions) {
        var said = versions.stream().map(NodeSongs::said).toList();
        mail.send(peer, SessionTag.NONE, new SongMessage.Known(said));
    }

    private void known(NodeId from, List<SongVersion> versions) {
        Wishes here = wishes.computeIfAbsent(from, _ -> new Wishes());
        for (SongVersion version : versions) {
            boolean later = songs.version(version.songId()).stream().allMatch(heard(version)::isLaterThan);
            if (later && here.later.size() < MAX_LATER) {
                here.later.add(version.songId());
            }
        }
        ask(from, here);
    }

    /** So few at a time that no link is filled with songs. */
    private void ask(NodeId peer, Wishes here) {
        if (!here.asked.isEmpty() || here.later.isEmpty()) {
            return;
        }
        var next = here.later.stream().limit(SongMessage.MAX_WANTED).toList();
        next.forEach(here.later::remove);
        here.asked.addAll(next);
        mail.send(peer, SessionTag.NONE, new SongMessage.Wanted(next));
    }

    private void wanted(NodeId from, List<SongId> ids) {
        for (SongId id : ids) {
            SongCopy copy = songs.copy(id).filter(NodeSongs::fits).orElseGet(() -> nothing(id));
            mail.send(from, SessionTag.NONE, new SongMessage.Copy(said(copy.version()), copy.draft()));
        }
    }

    private static SongCopy nothing(SongId id) {
        return new SongCopy(dev.tutti.session.songs.SongVersion.deleted(id, 0), "");
    }

    private static boolean fits(SongCopy copy) {
        boolean fits = copy.draft().getBytes(StandardCharsets.UTF_8).length <= SongMessage.MAX_DRAFT;
        if (!fits) {
            log.warn(
                    "The song {} is too large to be sent to other nodes",
                    copy.version().id());
        }
        return fits;
    }

    private void came(NodeId from, SongMessage.Copy copy) {
        Wishes here = wishes.get(from);
        if (here == null || !here.asked.remove(copy.version().songId())) {
            return;
        }
        try {
            if (copy.version().atMs() > 0) {
                songs.take(new SongCopy(heard(copy.version()), copy.draft()));
            }
        } finally {
            ask(from, here);
        }
    }

    private static SongVersion said(dev.tutti.session.songs.SongVersion version) {
        return new SongVersion(version.id(), version.atMs(), version.hash());
    }

    private static dev.tutti.session.songs.SongVersion heard(SongVersion version) {
        return new dev.tutti.session.songs.SongVersion(version.songId(), version.atMs(), version.hash());
    }
}
