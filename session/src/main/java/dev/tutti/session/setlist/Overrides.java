package dev.tutti.session.setlist;

import dev.tutti.foundation.UserId;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejection;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.SetlistCommand.Field;
import dev.tutti.session.SetlistCommand.ItemPatch;
import dev.tutti.session.songs.SongRules;
import org.jspecify.annotations.Nullable;

/** What a setlist may say otherwise than its songs. */
final class Overrides {
    private Overrides() {}

    static ItemOverrides patched(ItemOverrides before, ItemPatch patch) {
        return normalised(new ItemOverrides(
                value(Field.KEY, before.key(), patch.key(), patch),
                value(Field.BPM, before.bpm(), patch.bpm(), patch),
                value(Field.TIME_SIGNATURE, before.timeSignature(), patch.timeSignature(), patch),
                value(Field.LEADER, before.leader(), patch.leader(), patch),
                value(Field.NOTE, before.note(), patch.note(), patch)));
    }

    private static <T> @Nullable T value(Field field, @Nullable T before, @Nullable T wanted, ItemPatch patch) {
        if (wanted != null) {
            return wanted;
        }
        return patch.clear().contains(field) ? null : before;
    }

    /** A note of spaces is none. */
    static ItemOverrides normalised(ItemOverrides given) {
        String note = given.note() == null || given.note().isBlank()
                ? null
                : given.note().strip();
        return new ItemOverrides(given.key(), given.bpm(), given.timeSignature(), given.leader(), note);
    }

    /** A leader who has left meanwhile may stay written there; a new one must be here. */
    static @Nullable Rejection check(SessionState state, ItemOverrides wanted, ItemOverrides before) {
        String key = wanted.key();
        Double bpm = wanted.bpm();
        SongRules.Fault fault = key == null ? null : SongRules.key("key", key);
        fault = fault != null || bpm == null ? fault : SongRules.bpm("bpm", bpm);
        if (fault != null) {
            return Rejections.invalid(fault.field(), fault.message());
        }
        String note = wanted.note();
        if (note != null && note.length() > ItemOverrides.MAX_NOTE_LENGTH) {
            return Rejections.invalid("note", "A note has at most " + ItemOverrides.MAX_NOTE_LENGTH + " characters.");
        }
        UserId leader = wanted.leader();
        if (leader == null || leader.equals(before.leader())) {
            return null;
        }
        boolean isHere =
                state.roster().find(leader).filter(Participant::isAdmitted).isPresent();
        return isHere ? null : Rejections.participantUnknown(leader);
    }
}
