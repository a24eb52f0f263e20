package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongImport;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads OpenLyrics 0.7 to 0.9 with StAX: no document type, no entities of its own, nothing fetched, bounded depth.
 *
 * <p>Chords are read in both spellings ({@code name="Dm7"} and {@code root="D" structure="min7"}) whatever version the
 * file says it is.
 */
final class OpenLyricsReader {
    static final String NAMESPACE = "http://openlyrics.info/namespace/2009/song";
    /** Of Tutti's own attributes, for what OpenLyrics has no word for. */
    static final String OWN = "https://tutti.dev/song";

    private static final int MAX_DEPTH = 40;

    private final XMLStreamReader xml;
    private final Warnings warnings = new Warnings();
    private final SongDetails details = new SongDetails(warnings);
    private final OpenLyricsVerses verses = new OpenLyricsVerses(warnings);
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private OpenLyricsProperties properties;

    private OpenLyricsReader(String source) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        xml = factory.createXMLStreamReader(new StringReader(source));
        properties = new OpenLyricsProperties(details);
    }

    static SongImport read(String source, String fallbackTitle) throws MalformedSongException {
        String plain = source.startsWith("\uFEFF") ? source.substring(1) : source;
        int blank = plain.length() - plain.stripLeading().length();
        try {
            // Blank lines before the declaration are a slip of the pen.
            var reader = new OpenLyricsReader(plain.substring(blank));
            int linesBefore = (int)
                    plain.substring(0, blank).chars().filter(c -> c == '\n').count();
            return reader.song(fallbackTitle, linesBefore);
        } catch (XMLStreamException broken) {
            throw new MalformedSongException(OpenLyricsFaults.sentence(broken, List.of()), 1, 1);
        }
    }

    private SongImport song(String fallbackTitle, int linesBefore) throws MalformedSongException {
        try {
            while (xml.hasNext()) {
                step(xml.next());
            }
        } catch (XMLStreamException broken) {
            Location at = broken.getLocation();
            int line = at == null ? 1 : at.getLineNumber();
            int column = at == null ? 1 : at.getColumnNumber();
            throw new MalformedSongException(
                    OpenLyricsFaults.sentence(broken, List.copyOf(open)),
                    linesBefore + Math.max(1, line),
                    Math.max(1, column));
        }
        verses.arrange(properties.verseOrder());
        return new SongImport(List.of(details.finish(verses.chart(), fallbackTitle, Set.of())), warnings.all());
    }

    private void step(int event) throws MalformedSongException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start();
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw malformed(
                        "Entities such as &" + xml.getLocalName() + "; are not read. Write the character itself.");
            case XMLStreamConstants.DTD ->
                throw malformed("A document type is not read. Take <!DOCTYPE …> out of the file.");
            default -> {}
        }
    }

    private MalformedSongException malformed(String message) {
        Location at = xml.getLocation();
        return new MalformedSongException(message, Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber()));
    }

    private void start() throws MalformedSongException {
        String name = xml.getLocalName();
        if (open.isEmpty()) {
            root(name);
        }
        if (open.size() == MAX_DEPTH) {
            throw malformed("Elements are nested deeper than " + MAX_DEPTH + " levels. No song needs that.");
        }
        open.addLast(name);
        if (isIn("lyrics")) {
            verses.at(xml.getLocation().getLineNumber());
            verses.start(name, xml);
        } else {
            text.setLength(0);
            properties.start(name, this::attribute);
        }
    }

    private void root(String name) throws MalformedSongException {
        String namespace = xml.getNamespaceURI();
        if (!name.equals("song")) {
            throw malformed("This XML is no OpenLyrics song: it begins with <" + Texts.cut(name, 40)
                    + "> where <song> should be.");
        }
        if (namespace == null || namespace.isEmpty()) {
            warnings.add("The song names no namespace; it is read as OpenLyrics.");
        } else if (!namespace.equals(NAMESPACE)) {
            throw malformed("This song is not in the namespace of OpenLyrics, " + NAMESPACE + ".");
        }
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        String own = value == null ? xml.getAttributeValue(OWN, name) : value;
        return own == null ? "" : own;
    }

    private boolean isIn(String name) {
        return open.size() > 2 && open.contains(name);
    }

    private void characters() throws MalformedSongException {
        String found = xml.getText();
        if (open.contains("lyrics")) {
            if (verses.takesWords()) {
                verses.words(found);
            } else if (!found.isBlank()) {
                throw malformed("Words stand outside of <lines>. Put them into <lines>…</lines> of a <verse>.");
            }
        } else {
            text.append(found);
        }
    }

    private void end() throws MalformedSongException {
        String name = open.removeLast();
        if (open.contains("lyrics")) {
            verses.end(name);
        } else if (!name.equals("lyrics")) {
            properties.end(
                    name.toLowerCase(Locale.ROOT),
                    text.toString().replaceAll("\\s+", " ").strip(),
                    xml.getLocation().getLineNumber());
            text.setLength(0);
        }
    }
}
