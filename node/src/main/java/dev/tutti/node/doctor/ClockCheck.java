package dev.tutti.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Does the machine know what day it is? Certificates and logins depend on it; the click does not. */
final class ClockCheck implements Check {
    private static final String NAME = "clock";
    /** No hub of this version ran before. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2066-01-01T00:00:00Z");
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final String SET =
            "Set this machine's clock, or let it follow a time server (timedatectl set-ntp true).";

    @Override
    public List<Finding> run(Patient patient) {
        var now = patient.wallClock().now();
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            return List.of(Finding.failed(NAME, "", "says " + now, SET));
        }
        var findings = new ArrayList<Finding>();
        var written = lastWritten(patient);
        if (written.isAfter(now.plus(BACK))) {
            findings.add(
                    Finding.failed(NAME, "", "says %s, and the hub's files are from %s".formatted(now, written), SET));
        }
        var synchronised = Programs.run("timedatectl", "show", "-p", "NTPSynchronized", "--value");
        if (synchronised.filter(text -> text.strip().equals("no")).isPresent()) {
            findings.add(Finding.hint(NAME, "", "follows no time server", SET));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(NAME, "", "says " + now));
        }
        return findings;
    }

    private static Instant lastWritten(Patient patient) {
        var newest = Instant.EPOCH;
        for (var name : List.of("journal", "logs", "trust")) {
            var folder = patient.config().data().resolve(name);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    var at = Files.getLastModifiedTime(file).toInstant();
                    newest = at.isAfter(newest) ? at : newest;
                }
            } catch (IOException _) {
                // another user's, or gone
            }
        }
        return newest;
    }
}
