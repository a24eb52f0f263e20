package dev.tutti.session;

import java.util.List;

/** What a decider says to a command. */
public sealed interface Decision {
    /** It happens; no events means that it is so already. */
    record Accept(List<Event> events) implements Decision {
        public Accept {
            events = List.copyOf(events);
        }
    }

    record Reject(Rejection rejection) implements Decision {}

    static Decision accept(Event... events) {
        return new Accept(List.of(events));
    }

    static Decision reject(Rejection rejection) {
        return new Reject(rejection);
    }
}
