/**
 * Songs as the hub keeps them: what a song is, its chart of lyrics and chords, and the library as a port.
 *
 * <p>The words that the setlist, the tempo and the formats share. Pure records, from any thread; the library is kept by
 * the journal and belongs to the hub, not to a session: a session's log holds copies of the songs it plays.
 */
@NullMarked
package dev.tutti.session.songs;

import org.jspecify.annotations.NullMarked;
