package dev.tutti.session.setlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.SetlistCommand.Field;
import dev.tutti.session.SetlistCommand.ItemPatch;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ItemPatchTest {
    /** The hash of a command follows from its text, and must be the same on every node. */
    @Test
    void whatIsClearedReadsInTheSameOrderInEveryProcess() {
        var backwards = new TreeSet<Field>(Comparator.reverseOrder());
        backwards.addAll(List.of(Field.values()));

        assertThat(new ItemPatch(null, null, null, null, null, backwards).clear())
                .containsExactly(Field.values());
        assertThat(new ItemPatch(null, null, null, null, null, Set.of(Field.NOTE, Field.KEY)).toString())
                .endsWith("clear=[KEY, NOTE]]");
    }
}
