package dev.tutti.node.doctor;

import dev.tutti.cluster.discovery.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Does the machine know what day it is? Certificates and logins depend on it; the click does not. */
final class ClockCheck implements Check {
    private static final String NAME = "clock";
    /** No hub of this version ran before. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2066-01-01T00:00:00Z");
    private static final Duration BACK = Duration.ofMinutes(2);
    /** An answer names whole seconds, and takes a while to come. */
    private static final Duration APART = Duration.ofSeconds(2);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
    private static final String SET =
            "Set this machine's clock, or let it follow a time server (timedatectl set-ntp true).";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var now = patient.wallClock().now();
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            return List.of(Finding.failed(NAME, "", "says " + shown(now), SET));
        }
        var findings = new ArrayList<Finding>();
        var written = lastWritten(patient);
        if (written.isAfter(now.plus(BACK))) {
            findings.add(Finding.failed(
                    NAME, "", "says %s, and the hub's files are from %s".formatted(shown(now), shown(written)), SET));
        }
        var synchronised = Programs.run("timedatectl", "show", "-p", "NTPSynchronized", "--value");
        if (synchronised.filter(text -> text.strip().equals("no")).isPresent()) {
            findings.add(Finding.hint(NAME, "", "follows no time server", SET));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(NAME, "", "says " + shown(now)));
        }
        findings.addAll(compared(patient));
        return findings;
    }

    private static String shown(Instant at) {
        return SHOWN.format(at.atZone(ZoneId.systemDefault()));
    }

    /** With the clock of each node that is linked. */
    private static List<Finding> compared(Patient patient) {
        var linked = patient.hub().map(Patient.RunningHub::peers).orElse(List.of()).stream()
                .filter(Patient.Peer::linked)
                .toList();
        if (linked.isEmpty()) {
            return List.of();
        }
        try {
            var answers = ReachCheck.ask(
                    patient,
                    linked.stream().flatMap(peer -> peer.socket().stream()).toList());
            var clocks = new PeerClock(patient);
            var findings = new ArrayList<Finding>();
            for (var peer : linked) {
                ahead(peer, answers, clocks).ifPresent(ahead -> findings.add(judge(peer.name(), ahead)));
            }
            return findings;
        } catch (IOException | GeneralSecurityException e) {
            return List.of(Finding.skipped(NAME, "", "cannot be compared with other nodes: " + e.getMessage()));
        }
    }

    private static Optional<Duration> ahead(
            Patient.Peer peer, Map<InetAddress, Announcement> answers, PeerClock clocks) {
        return peer.socket()
                .filter(at -> !at.isUnresolved())
                .flatMap(at -> Optional.ofNullable(answers.get(at.getAddress()))
                        .map(says -> new InetSocketAddress(at.getAddress(), says.httpsPort()))
                        .filter(https -> https.getPort() != 0)
                        .flatMap(clocks::ahead));
    }

    /** @param ahead how far the other's clock is ahead of ours, known to a second or so */
    static Finding judge(String peer, Duration ahead) {
        if (ahead.abs().compareTo(APART) <= 0) {
            return Finding.ok(NAME, peer, "its clock and this one agree");
        }
        return Finding.warning(
                NAME,
                peer,
                "its clock is %d s %s this one"
                        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                "Set the clock of whichever is wrong, or let both follow a time server (timedatectl set-ntp true).");
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
