package dev.tutti.wire;

import dev.tutti.foundation.SongId;
import java.util.List;

/** The library of songs on its way to all nodes: what each has, what it lacks, and the songs. */
public sealed interface SongMessage extends Message {
    int MAX_VERSIONS = 1_024;
    int MAX_WANTED = 8;
    int MAX_HASH = 64;
    int MAX_DRAFT = 245_760;

    /** What the sender has: everything when a link comes up, in as many messages as it takes, then what changes. */
    record Known(List<SongVersion> versions) implements SongMessage {
        public Known {
            versions = List.copyOf(versions);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(versions, MAX_VERSIONS, SongVersion::write);
        }

        static Known read(PayloadReader in) {
            return new Known(in.list(MAX_VERSIONS, SongVersion::read));
        }
    }

    /** The sender has none of these, or earlier ones: each is answered by a copy. */
    record Wanted(List<SongId> songs) implements SongMessage {
        public Wanted {
            songs = List.copyOf(songs);
        }

        @Override
        public void write(PayloadWriter out) {
            out.list(songs, MAX_WANTED, (song, to) -> to.songId(song));
        }

        static Wanted read(PayloadReader in) {
            return new Wanted(in.list(MAX_WANTED, PayloadReader::songId));
        }
    }

    /**
     * A song that was wanted.
     *
     * @param version at time 0 when there is no such song any more
     * @param draft JSON, of which the version has the hash; empty for a song that was deleted
     */
    record Copy(SongVersion version, String draft) implements SongMessage {
        @Override
        public void write(PayloadWriter out) {
            out.with(version, SongVersion::write).text(draft, MAX_DRAFT);
        }

        static Copy read(PayloadReader in) {
            return new Copy(SongVersion.read(in), in.text(MAX_DRAFT));
        }
    }
}
