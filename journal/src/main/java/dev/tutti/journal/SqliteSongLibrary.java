package dev.tutti.journal;

import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.SongId;
import dev.tutti.session.core.StoreException;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongCopy;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongLibrary;
import dev.tutti.session.songs.SongRules;
import dev.tutti.session.songs.SongVersion;
import dev.tutti.session.songs.TimeSignature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hub's songs, each with a hash, in the same file as the log; {@link SqliteJournal#songs} gives it. */
public final class SqliteSongLibrary implements SongLibrary {
    private static final int MAX_WORDS = 10;
    /** The year 2200, epoch milliseconds: a later version could never be followed by another. */
    private static final long LATEST_MS = 7_258_118_400_000L;

    private static final String BRIEF =
            "id, title, artist, song_key, bpm, time_signature, duration_s, has_chart, updated_at_ms";

    private final CommitLoop commits;
    private final Readers readers;
    private final EventCodec codec = new EventCodec();
    private volatile Consumer<SongVersion> listener = _ -> {};

    SqliteSongLibrary(CommitLoop commits, Readers readers) {
        this.commits = commits;
        this.readers = readers;
    }

    @Override
    public Optional<Song> get(SongId id) {
        return readers.read(connection -> Optional.ofNullable(song(connection, id)));
    }

    private @Nullable Song song(Connection connection, SongId id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT draft, updated_at_ms, hash FROM song WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet set = select.executeQuery()) {
                if (!set.next()) {
                    return null;
                }
                String draft = text(set, 1);
                long updatedAtMs = set.getLong(2);
                if (!hash(id, draft, updatedAtMs).equals(set.getString(3))) {
                    throw new StoreException(
                            StoreException.Kind.CORRUPT, "The song " + id + " in the journal is not what was written.");
                }
                return new Song(id, codec.decodeSong(draft), updatedAtMs);
            }
        }
    }

    @Override
    public boolean put(Song song) {
        String draft = codec.encode(song.draft());
        boolean kept = commits.commit(
                connection -> hasRoom(connection, song.id()) && write(connection, song, draft),
                CommitLoop.Undo.NOTHING);
        if (kept) {
            changed(song.id());
        }
        return kept;
    }

    /** Hears, on the thread that changed it, what every song that changes has become. */
    public void onChange(Consumer<SongVersion> heard) {
        listener = heard;
    }

    private void changed(SongId id) {
        version(id).ifPresent(listener);
    }

    /** Every song that is or was there, as the nodes compare them, by id. */
    public List<SongVersion> versions() {
        return readers.read(SongVersions::all);
    }

    public Optional<SongVersion> version(SongId id) {
        return readers.read(connection -> Optional.ofNullable(SongVersions.of(connection, id)));
    }

    /** For another node's library. */
    public Optional<SongCopy> copy(SongId id) {
        return readers.read(connection -> {
            SongVersion version = SongVersions.of(connection, id);
            if (version == null) {
                return Optional.empty();
            }
            return Optional.of(new SongCopy(version, version.isDeleted() ? "" : draft(connection, id)));
        });
    }

    private static String draft(Connection connection, SongId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT draft FROM song WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet set = select.executeQuery()) {
                return set.next() ? text(set, 1) : "";
            }
        }
    }

    /**
     * Keeps another node's version when it is later than what is here; whether it was. It is kept as it came, so that its hash
     * stays what it is. Throws {@link StoreException} when it is not what its hash says, or no song.
     */
    public boolean take(SongCopy copy) {
        SongVersion version = copy.version();
        SongId id = version.id();
        if (version.atMs() < 0 || version.atMs() > LATEST_MS) {
            throw refused(id);
        }
        Song song = version.isDeleted() ? null : new Song(id, checked(copy), version.atMs());
        boolean taken = commits.commit(
                connection -> {
                    SongVersion here = SongVersions.of(connection, id);
                    if (here != null && !version.isLaterThan(here)) {
                        return false;
                    }
                    if (song != null) {
                        return hasRoom(connection, id) && write(connection, song, copy.draft());
                    }
                    SongVersions.bury(connection, id, version.atMs());
                    return true;
                },
                CommitLoop.Undo.NOTHING);
        if (taken) {
            changed(id);
        }
        return taken;
    }

    private SongDraft checked(SongCopy copy) {
        SongVersion version = copy.version();
        SongDraft draft = codec.decodeSong(copy.draft());
        if (!hash(version.id(), copy.draft(), version.atMs()).equals(version.hash())
                || SongRules.check(draft).isPresent()) {
            throw refused(version.id());
        }
        return draft;
    }

    private static StoreException refused(SongId id) {
        return new StoreException(
                StoreException.Kind.CORRUPT, "A copy of the song " + id + " is not what it should be.");
    }

    private static boolean hasRoom(Connection connection, SongId id) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM song WHERE id <> ?")) {
            count.setString(1, id.value());
            try (ResultSet set = count.executeQuery()) {
                return set.next() && set.getInt(1) < MAX_SONGS;
            }
        }
    }

    private static boolean write(Connection connection, Song song, String draft) throws SQLException {
        SongVersions.revive(connection, song.id());
        Brief brief = Brief.of(song);
        TimeSignature signature = brief.timeSignature();
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO song (" + BRIEF
                + ", sort, words, draft, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, brief.id().value());
            insert.setString(2, brief.title());
            insert.setString(3, brief.artist());
            insert.setString(4, brief.key());
            insert.setObject(5, brief.bpm());
            insert.setString(6, signature == null ? null : signature.wireName());
            insert.setObject(7, brief.durationS());
            insert.setBoolean(8, brief.hasChart());
            insert.setLong(9, brief.updatedAtMs());
            insert.setString(10, plain(brief.title()));
            insert.setString(11, plain(brief.title() + " " + (brief.artist() == null ? "" : brief.artist())));
            insert.setString(12, draft);
            insert.setString(13, hash(brief.id(), draft, brief.updatedAtMs()));
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public boolean delete(SongId id, long atMs) {
        boolean was = commits.commit(
                connection -> {
                    SongVersion before = SongVersions.of(connection, id);
                    if (before == null || before.isDeleted()) {
                        return false;
                    }
                    SongVersions.bury(connection, id, Math.max(atMs, before.atMs() + 1));
                    return true;
                },
                CommitLoop.Undo.NOTHING);
        if (was) {
            changed(id);
        }
        return was;
    }

    @Override
    public Page search(String words, @Nullable SongId after, int limit) {
        List<String> wanted = plain(words)
                .lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
        String matching = " WHERE 1" + " AND instr(words, ?) > 0".repeat(wanted.size());
        return readers.read(connection ->
                new Page(page(connection, matching, wanted, after, limit), total(connection, matching, wanted)));
    }

    private static int total(Connection connection, String matching, List<String> wanted) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM song" + matching)) {
            bind(count, wanted);
            try (ResultSet set = count.executeQuery()) {
                return set.next() ? set.getInt(1) : 0;
            }
        }
    }

    private static List<Brief> page(
            Connection connection, String matching, List<String> wanted, @Nullable SongId after, int limit)
            throws SQLException {
        String following = after == null ? "" : " AND (sort, id) > (SELECT sort, id FROM song WHERE id = ?)";
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + BRIEF + " FROM song" + matching + following + " ORDER BY sort, id LIMIT ?")) {
            int next = bind(select, wanted);
            if (after != null) {
                select.setString(next++, after.value());
            }
            select.setInt(next, limit);
            try (ResultSet set = select.executeQuery()) {
                var songs = new ArrayList<Brief>();
                while (set.next()) {
                    songs.add(brief(set));
                }
                return songs;
            }
        }
    }

    /** The next parameter. */
    private static int bind(PreparedStatement statement, List<String> wanted) throws SQLException {
        int next = 1;
        for (String word : wanted) {
            statement.setString(next++, word);
        }
        return next;
    }

    private static Brief brief(ResultSet set) throws SQLException {
        double bpm = set.getDouble(5);
        boolean noBpm = set.wasNull();
        int durationS = set.getInt(7);
        boolean noDuration = set.wasNull();
        String signature = set.getString(6);
        return new Brief(
                new SongId(text(set, 1)),
                text(set, 2),
                set.getString(3),
                set.getString(4),
                noBpm ? null : bpm,
                signature == null ? null : TimeSignature.of(signature).orElse(null),
                noDuration ? null : durationS,
                set.getBoolean(8),
                set.getLong(9));
    }

    /** Lower case, without accents: {@code É} is found by {@code e}. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String hash(SongId id, String draft, long updatedAtMs) {
        return new Sha256()
                .text("song")
                .text(id.value())
                .text(draft)
                .number(updatedAtMs)
                .hex(16);
    }

    private static String text(ResultSet set, int column) throws SQLException {
        String value = set.getString(column);
        return value == null ? "" : value;
    }
}
