package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a crash the journal holds exactly the acknowledged prefix, perhaps one append more, or it refuses. */
class CrashTest {
    private static final long SEED = 20_260_101;
    /** More of them in {@code ./dev soak}. */
    private static final int KILLS = Integer.getInteger("tutti.kills", 5);

    private static final int FLIPS = 80;
    private static final SessionId SESSION = new SessionId("s1");

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedSurvivesKillsAtRandomPoints() throws Exception {
        var random = new SplittableRandom(SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            appendUntilKilled(random.nextInt(20, 600), acknowledged);
            try (var journal = SqliteJournal.open(directory)) {
                for (int s = 0; s < AppendingProcess.SESSIONS; s++) {
                    var session = new SessionId("s" + s);
                    List<ProposedEvent> found = JournalImage.read(journal.events(), session);
                    long told = acknowledged.getOrDefault(session.value(), -1L);
                    assertThat(found)
                            .as("seed %d, kill %d, %s acknowledged %d", SEED, kill, session, told)
                            .isIn(JournalImage.expected(session, told), JournalImage.expected(session, told + 1));
                    acknowledged.put(session.value(), lastAppend(found));
                }
            }
        }
    }

    private static long lastAppend(List<ProposedEvent> found) {
        return found.isEmpty() ? -1 : Long.parseLong(found.getLast().key().substring("append-".length()));
    }

    private void appendUntilKilled(int acknowledgements, Map<String, Long> acknowledged) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int seen = 0;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 2 && words[0].matches("s\\d") && words[1].matches("\\d+")) {
                    acknowledged.put(words[0], Long.parseLong(words[1]));
                    seen++;
                }
                if (seen == acknowledgements) {
                    // Not by the process: that closes the stream, and with it what was acknowledged already.
                    process.toHandle().destroyForcibly();
                }
            }
        } catch (IOException _) {
            // The stream broke off with the process.
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).as("the process was killed, it did not fail").isGreaterThanOrEqualTo(acknowledgements);
    }

    @Test
    void aTornTailOfTheWriteAheadLogLeavesTheAcknowledgedPrefix() throws Exception {
        var random = new SplittableRandom(SEED);
        List<JournalImage> images = record(25);
        for (int n = 1; n < images.size(); n++) {
            JournalImage before = images.get(n - 1);
            byte[] longer = images.get(n).file(JournalImage.WAL);
            int kept = before.file(JournalImage.WAL).length;
            byte[] torn = Arrays.copyOf(longer, random.nextInt(kept, longer.length + 1));
            for (int i = kept + random.nextInt(1, 64); i < torn.length; i += random.nextInt(1, 2_000)) {
                torn[i] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(open(before.with(JournalImage.WAL, torn), n))
                    .as("seed %d, image %d", SEED, n)
                    .isIn(JournalImage.expected(SESSION, n - 1), JournalImage.expected(SESSION, n));
        }
    }

    @Test
    void acknowledgedEventsThatTheDiskLostAreMissedAtTheNextStart() throws Exception {
        var random = new SplittableRandom(SEED);
        List<JournalImage> images = record(30);
        int refused = 0;
        for (int n = 5; n < images.size(); n++) {
            byte[] wal = images.get(n).file(JournalImage.WAL);
            byte[] cut = Arrays.copyOf(wal, random.nextInt(0, wal.length));
            try {
                assertThat(open(images.get(n).with(JournalImage.WAL, cut), n))
                        .as("seed %d, image %d", SEED, n)
                        .isEqualTo(JournalImage.expected(SESSION, n));
            } catch (StoreException e) {
                assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(15);
    }

    @Test
    void aFlippedBitIsHarmlessOrRefusedNeverBelieved() throws Exception {
        var random = new SplittableRandom(SEED);
        List<JournalImage> images = record(25);
        JournalImage crashed = images.getLast();
        JournalImage closed = JournalImage.of(directory.resolve("recorded"));
        int refused = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            JournalImage image = flip % 2 == 0 ? crashed : closed;
            List<String> names = List.copyOf(image.files().keySet());
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = image.file(name).clone();
            if (bytes.length == 0) {
                continue;
            }
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(open(image.with(name, bytes), flip))
                        .as("seed %d, flip %d in %s", SEED, flip, name)
                        .isEqualTo(JournalImage.expected(SESSION, images.size() - 1));
            } catch (StoreException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(FLIPS / 10);
    }

    /** An image after each acknowledged append, then the journal is closed. */
    private List<JournalImage> record(int appends) throws IOException {
        Path recorded = directory.resolve("recorded");
        var images = new ArrayList<JournalImage>();
        try (var journal = SqliteJournal.open(recorded)) {
            long sequence = 0;
            for (int n = 0; n < appends; n++) {
                sequence += journal.events()
                        .append(SESSION, Samples.append(SESSION, n, sequence + 1))
                        .size();
                images.add(JournalImage.of(recorded));
            }
        }
        return images;
    }

    private List<ProposedEvent> open(JournalImage image, int number) throws IOException {
        Path copy = directory.resolve("image-" + number);
        image.writeTo(copy);
        try (var journal = SqliteJournal.open(copy)) {
            return JournalImage.read(journal.events(), SESSION);
        }
    }
}
