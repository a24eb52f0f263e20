package dev.tutti.session.songs.format;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** Says in a sentence what is wrong with XML, and what to do. */
final class OpenLyricsFaults {
    private static final Pattern END_TAG = Pattern.compile("element type \"([^\"]{1,60})\" must be terminated");
    private static final Pattern END_TAG_NAME = Pattern.compile("end-tag for element type \"([^\"]{1,60})\" must end");
    private static final Pattern ENTITY = Pattern.compile("entity \"([^\"]{1,60})\" was referenced");

    private OpenLyricsFaults() {}

    /** @param open elements that are open there, the outermost first */
    static String sentence(XMLStreamException fault, List<String> open) {
        String message = fault.getMessage() == null ? "" : fault.getMessage();
        Matcher endTag = END_TAG.matcher(message);
        if (endTag.find()) {
            String name = endTag.group(1);
            return "<" + name + "> is not closed here. Put </" + name + "> before this place.";
        }
        Matcher badEnd = END_TAG_NAME.matcher(message);
        if (badEnd.find()) {
            String name = badEnd.group(1);
            return "<" + name + "> is closed with another name. Write </" + name + "> here.";
        }
        Matcher entity = ENTITY.matcher(message);
        if (entity.find()) {
            return "&" + entity.group(1) + "; is not known in XML. Write the character itself.";
        }
        if (message.contains("must start and end within the same entity")
                || message.contains("end of file")
                || message.contains("XML document structures")) {
            return open.isEmpty()
                    ? "There is no song here; OpenLyrics begins with <song>."
                    : "The file ends before </" + open.getLast() + ">. It may have been cut off; get the whole file.";
        }
        if (message.contains("invalid XML character") || message.contains("An invalid XML")) {
            return "There is a character here that XML does not allow. Delete it, or write it as an entity.";
        }
        String where = open.isEmpty() ? "" : ", inside <" + open.getLast() + ">";
        return "The XML cannot be read from this place on" + where + ". Look for a missing quote, < or >.";
    }
}
