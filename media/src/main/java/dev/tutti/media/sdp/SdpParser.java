package dev.tutti.media.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads session descriptions, bounded in every direction; unknown lines are skipped, as RFC 8866 section 5 asks. */
public final class SdpParser {
    public static final int MAX_CHARS = 512 * 1024;
    public static final int MAX_SECTIONS = 256;
    static final int MAX_LINES_PER_SECTION = 1024;
    static final int MAX_LINE_CHARS = 4096;

    private final SectionReader session = SectionReader.session();
    private final List<SectionReader> sections = new ArrayList<>();

    private SdpParser() {}

    /** Parses; throws when the text is too large, has no media or contradicts itself. */
    public static SdpDescription parse(String text) throws SdpException {
        if (text.length() > MAX_CHARS) {
            throw new SdpException("The session description is longer than " + MAX_CHARS + " characters");
        }
        var parser = new SdpParser();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            parser.line(text.substring(start, end).stripTrailing());
            start = end + 1;
        }
        return parser.finish();
    }

    private void line(String line) throws SdpException {
        if (line.length() > MAX_LINE_CHARS) {
            throw new SdpException("A line is longer than " + MAX_LINE_CHARS + " characters");
        }
        if (line.startsWith("m=")) {
            if (sections.size() == MAX_SECTIONS) {
                throw new SdpException("More than " + MAX_SECTIONS + " media sections");
            }
            sections.add(SectionReader.media(line.substring(2)));
        } else if (line.startsWith("a=")) {
            current().attribute(line.substring(2));
        }
    }

    private SectionReader current() {
        return sections.isEmpty() ? session : sections.getLast();
    }

    private SdpDescription finish() throws SdpException {
        if (sections.isEmpty()) {
            throw new SdpException("The session description has no media section");
        }
        var mids = new HashSet<String>();
        var finished = new ArrayList<SdpSection>();
        for (SectionReader reader : sections) {
            var section = reader.finish(session);
            if (!mids.add(section.mid())) {
                throw new SdpException("Two media sections have the same mid");
            }
            finished.add(section);
        }
        return new SdpDescription(finished);
    }

    /** A number from text, or −1 when it is none or out of range. */
    static long number(@Nullable String text, long max) {
        if (text == null || text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > max ? -1 : value;
    }
}
