package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongFormats;
import dev.tutti.session.songs.SongImport;
import dev.tutti.session.songs.SongRules;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats Tutti reads and writes. */
public final class StandardSongFormats implements SongFormats {
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?m)^\\s*\\{\\s*[+!]?[\\p{L}_]+[\\w.-]*!?\\s*(?:[:}\\s]|$)");
    private static final Pattern INLINE_CHORD = Pattern.compile("\\[([A-H][^\\]\\s]{0,14})\\]");
    private static final Pattern CHORDPRO_NAME = Pattern.compile(".*\\.(cho|crd|chopro|chordpro|chord|pro)");

    @Override
    public SongImport read(String text, @Nullable SongFormat format, @Nullable String filename)
            throws MalformedSongException {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw SourceLine.malformed(
                    text,
                    MAX_TEXT_LENGTH,
                    "From here on it is more than " + MAX_TEXT_LENGTH / 1024 + " KB. Import it in parts.");
        }
        if (text.isBlank() || text.equals("\uFEFF")) {
            throw new MalformedSongException(
                    "There is nothing in this text. Paste a song, or choose another file.", 1, 1);
        }
        String title = titleOf(filename);
        SongFormat given = format == null ? detect(text, filename) : format;
        SongFormat own = given == SongFormat.OPENLYRICS_0_8 ? SongFormat.OPENLYRICS : given;
        ForeignText.refuse(text, own);
        SongImport found = switch (own) {
            case CHORDPRO -> ChordProReader.read(text, title);
            case OPENLYRICS, OPENLYRICS_0_8 -> OpenLyricsReader.read(text, title);
            case TEXT -> TextReader.read(text, title);
        };
        for (SongDraft song : found.songs()) {
            Optional<SongRules.Fault> fault = SongRules.check(song);
            if (fault.isPresent()) {
                throw new MalformedSongException(
                        "“" + song.title() + "”: " + fault.get().message(), 1, 1);
            }
        }
        return found;
    }

    @Override
    public String write(SongDraft song, SongFormat format) {
        return switch (format) {
            case CHORDPRO -> ChordProWriter.write(song);
            case OPENLYRICS -> OpenLyricsWriter.write(song, "0.9");
            case OPENLYRICS_0_8 -> OpenLyricsWriter.write(song, "0.8");
            case TEXT -> TextWriter.write(song);
        };
    }

    /** By what stands in the text first: names of files lie. */
    static SongFormat detect(String text, @Nullable String filename) {
        String name = filename == null ? "" : filename.toLowerCase(Locale.ROOT);
        String start = text.stripLeading().replaceFirst("^\uFEFF\\s*", "");
        if (start.startsWith("<?xml") || start.startsWith("<song") || start.startsWith("<!") || name.endsWith(".xml")) {
            return SongFormat.OPENLYRICS;
        }
        if (CHORDPRO_NAME.matcher(name).matches() || DIRECTIVE.matcher(text).find()) {
            return SongFormat.CHORDPRO;
        }
        boolean hasInlineChords = INLINE_CHORD
                .matcher(text)
                .results()
                .limit(200)
                .anyMatch(match -> ChordName.read(match.group(1)).isPresent()
                        || Notation.GERMAN.chord(match.group(1)).isPresent());
        return hasInlineChords ? SongFormat.CHORDPRO : SongFormat.TEXT;
    }

    private static String titleOf(@Nullable String filename) {
        if (filename == null) {
            return "";
        }
        String stem = filename.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.[A-Za-z0-9]{1,10}$", "");
        return Texts.clean(stem).replace('_', ' ').strip();
    }
}
