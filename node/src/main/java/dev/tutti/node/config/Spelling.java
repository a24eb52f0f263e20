package dev.tutti.node.config;

/** Finds what somebody meant by a word that is not known. */
public final class Spelling {
    private static final int MAX_DISTANCE = 3;

    private Spelling() {}

    /** A sentence for the end of a refusal: the nearest known word, or all of them. */
    public static String suggestion(String wrong, Iterable<String> known) {
        String best = "";
        int bestDistance = MAX_DISTANCE + 1;
        for (String candidate : known) {
            int distance = distance(wrong, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? " Known: " + String.join(", ", known) + "." : " Is it " + best + "?";
    }

    /** Levenshtein's distance: letters to add, drop or change. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
