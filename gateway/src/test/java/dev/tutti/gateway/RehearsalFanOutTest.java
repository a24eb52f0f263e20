package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.NanoClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Slot and setlist changes reach a whole band. */
class RehearsalFanOutTest {
    private static final int CLIENTS = 25;
    private static final int CHANGES = 40;

    private record Seen(List<String> what, List<Long> atNs) {}

    @Test
    void slotAndSetlistChangesReachTwentyFiveClientsEachOnceAndInOrder() throws Exception {
        NanoClock clock = NanoClock.system();
        try (var room = new TestRoom();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            room.owner.patch(room.path("/settings"), "{\"admission\":\"open\"}");
            var sockets = new ArrayList<EventSocket>();
            for (int i = 0; i < CLIENTS; i++) {
                EventSocket socket = room.waiting("P" + i).connect(room.session);
                socket.next("snapshot");
                sockets.add(socket);
            }
            List<Future<Seen>> readers = sockets.stream()
                    .map(socket -> threads.submit(() -> read(socket, clock)))
                    .toList();
            String song =
                    room.owner.post("/songs", "{\"title\":\"Molly Malone\"}").at("/song/id");
            var sentNs = new ArrayList<Long>();
            var expected = new ArrayList<String>();
            for (int i = 0; i < CHANGES; i++) {
                sentNs.add(clock.nanoTime());
                expected.add(change(room, song, i));
            }

            var latenciesNs = new ArrayList<Long>();
            for (Future<Seen> reader : readers) {
                Seen seen = reader.get();
                assertThat(seen.what).isEqualTo(expected);
                for (int i = 0; i < CHANGES; i++) {
                    latenciesNs.add(seen.atNs.get(i) - sentNs.get(i));
                }
            }
            Collections.sort(latenciesNs);
            System.out.printf(
                    "slots and setlist to %d clients, from the request to the frame: p50 %.1f, p95 %.1f, max %.1f ms%n",
                    CLIENTS,
                    latenciesNs.get(latenciesNs.size() / 2) / 1e6,
                    latenciesNs.get(latenciesNs.size() * 95 / 100) / 1e6,
                    latenciesNs.getLast() / 1e6);
        }
    }

    /** One change, as the frame that tells of it. */
    private static String change(TestRoom room, String song, int i) {
        return switch (i % 4) {
            case 0 -> {
                room.owner.post(room.path("/roles/claim"), "{\"slot_name\":\"drums\"}");
                yield "slot.assign";
            }
            case 1 -> {
                room.owner.post(room.path("/roles/release"), "{\"slot_name\":\"drums\"}");
                yield "slot.release";
            }
            case 2 -> {
                room.owner.post(room.path("/setlist/items"), "{\"song_id\":\"" + song + "\"}");
                yield "setlist.update " + (i / 4 + 1);
            }
            default -> {
                room.owner.post(room.path("/setlist/current"), "{\"step\":\"next\"}");
                yield "song.current";
            }
        };
    }

    /** What one client hears, until it has heard of as many changes as there are. */
    private static Seen read(EventSocket socket, NanoClock clock) {
        var seen = new Seen(new ArrayList<>(), new ArrayList<>());
        while (seen.what.size() < CHANGES) {
            JsonNode frame = socket.next();
            String type = frame.at("/type").asString();
            if (type.startsWith("slot.") || type.equals("song.current")) {
                seen.what.add(type);
                seen.atNs.add(clock.nanoTime());
            } else if (type.equals("setlist.update")) {
                seen.what.add(type + " " + frame.at("/payload/items").size());
                seen.atNs.add(clock.nanoTime());
            }
        }
        return seen;
    }
}
