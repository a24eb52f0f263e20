package dev.tutti.session;

import java.util.List;

/** The slots that every session of a kind has without being asked (requirement 001). */
final class StandardSlots {
    private static final List<Slot> REHEARSAL = List.of(
            Slot.of("lead_vocal", "Lead vocal"),
            Slot.of("backing_vocal_1", "Backing vocal 1"),
            Slot.of("backing_vocal_2", "Backing vocal 2"),
            Slot.of("backing_vocal_3", "Backing vocal 3"),
            Slot.of("song_leader", "Song leader"),
            Slot.of("keys_primary", "Keys 1"),
            Slot.of("keys_secondary", "Keys 2"),
            Slot.of("bass", "Bass"),
            Slot.of("electric_guitar", "Electric guitar"),
            Slot.of("acoustic_guitar", "Acoustic guitar"),
            Slot.of("drums", "Drums"),
            Slot.of("sax", "Sax"),
            Slot.of("percussion_aux", "Percussion"),
            Slot.of("tech_engineer", "Tech"),
            Slot.of("click_controller", "Click controller"));

    private StandardSlots() {}

    static List<Slot> of(SessionKind kind) {
        return switch (kind) {
            case REHEARSAL -> REHEARSAL;
            case SHIFT, LESSON -> List.of();
        };
    }
}
