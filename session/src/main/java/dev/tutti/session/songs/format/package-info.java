/**
 * Songs in the formats that others use: ChordPro 6, OpenLyrics 0.8 and 0.9, and plain text with chords above words.
 *
 * <p>A reader keeps what the chart has a place for, turns other facts ("Copyright: …") into lines of the notes, from which
 * the writers make them again, and names in a warning what it leaves out. Chords come out in English names whatever the
 * file uses. What cannot be understood without losing something is refused with line and column.
 *
 * <p>Pure and thread-safe: each reading has its own reader. Nothing named in a file is ever fetched.
 */
@NullMarked
package dev.tutti.session.songs.format;

import org.jspecify.annotations.NullMarked;
