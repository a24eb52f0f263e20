package dev.tutti.session;

/** A place that somebody fills: an instrument, a voice, a camera. */
public record Slot(SlotName name, String label) {

    static Slot of(String name, String label) {
        return new Slot(new SlotName(name), label);
    }
}
