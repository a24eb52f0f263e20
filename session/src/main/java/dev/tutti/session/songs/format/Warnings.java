package dev.tutti.session.songs.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader could not keep, a sentence each; the same is said once, and not without end. */
final class Warnings {
    private static final int MAX = 50;

    private final Set<String> sentences = new LinkedHashSet<>();
    private int more;

    void add(String sentence) {
        if (sentences.size() < MAX) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    void add(int line, String sentence) {
        add("Line " + line + ": " + sentence);
    }

    List<String> all() {
        var all = new ArrayList<>(sentences);
        if (more > 0) {
            all.add("There is more that could be read only in part.");
        }
        return all;
    }
}
