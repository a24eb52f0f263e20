package dev.tutti.node.doctor;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.console.ConsoleClient;
import dev.tutti.node.console.ConsoleException;
import dev.tutti.node.console.TextTable;
import dev.tutti.node.network.MachineAddresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tutti doctor}: runs every check and prints what was found; the exit code is 1 when something does not work. */
public final class DoctorCommand {
    private static final JsonMapper JSON = new JsonMapper();

    /** Nobody else waits for it. */
    private static final long WITHIN_MS = 20_000;

    private final HubConfig config;
    private final PrintWriter out;

    public DoctorCommand(HubConfig config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    public int run(boolean json) throws ConsoleException {
        var patient =
                new Patient(config, running(), addresses(), NanoClock.system(), WallClock.system(), Entropy.system());
        var findings = Examination.of(patient, WITHIN_MS);
        if (json) {
            out.println(json(patient, findings));
        } else {
            print(patient, findings);
        }
        out.flush();
        return findings.stream().anyMatch(one -> one.status() == Finding.Status.FAILED) ? 1 : 0;
    }

    private List<InetAddress> addresses() {
        try {
            var bind = config.places().bind();
            return new MachineAddresses()
                    .addresses().stream()
                            .filter(one -> bind.isEmpty() || bind.contains(one))
                            .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Of {@code hub.json}, whose process is alive, and of the hub itself. */
    private Optional<Patient.RunningHub> running() throws ConsoleException {
        var file = config.data().resolve("hub.json");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            var card = JSON.readTree(Files.readAllBytes(file));
            boolean alive = ProcessHandle.of(card.path("pid").asLong(0))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
            var node = NodeId.read(card.path("node_id").asString(""));
            if (!alive || node.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Patient.RunningHub(
                    new ServicePorts(
                            card.path("http_port").asInt(),
                            card.path("tls_port").asInt(),
                            card.path("media_port").asInt(),
                            card.path("node_port").asInt(),
                            card.path("signal_port").asInt(0),
                            card.path("v1_port").asInt(0)),
                    card.path("pid").asLong(),
                    node.get(),
                    peers(ConsoleClient.open(config.data()).get("/hub/nodes")),
                    OptionalInt.empty()));
        } catch (IOException | JacksonException e) {
            throw new ConsoleException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static List<Patient.Peer> peers(JsonNode nodes) {
        var peers = new LinkedHashMap<String, Patient.Peer>();
        for (var one : nodes.path("seen")) {
            var id = one.path("node_id").asString("");
            peers.put(id, peer(one, id, false, one.path("via").asString("")));
        }
        for (var one : nodes.path("members")) {
            var id = one.path("node_id").asString("");
            var link = one.path("link").asString("");
            var seen = peers.get(id);
            if (link.equals("up")) {
                peers.put(id, peer(one, id, true, seen == null ? "" : seen.via()));
            }
        }
        return List.copyOf(peers.values());
    }

    private static Patient.Peer peer(JsonNode one, String id, boolean linked, String via) {
        return new Patient.Peer(
                id, one.path("name").asString(""), one.path("address").asString(""), linked, via);
    }

    static String json(Patient patient, List<Finding> findings) {
        var all = findings.stream()
                .map(one -> Map.of(
                        "check", one.check(),
                        "subject", one.subject(),
                        "status", DoctorDesk.word(one.status()),
                        "what", one.what(),
                        "fix", one.fix()))
                .toList();
        return JSON.writeValueAsString(Map.of("hub_running", patient.hub().isPresent(), "findings", all));
    }

    private void print(Patient patient, List<Finding> findings) {
        out.println(
                patient.hub().isPresent()
                        ? "Testing the hub that runs here."
                        : "No hub runs here; testing whether one could.");
        out.println();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("", "Check", "Of", "Found"));
        findings.forEach(one -> rows.add(List.of(mark(one.status()), one.check(), one.subject(), one.what())));
        TextTable.print(rows, out);
        var fixes = findings.stream().filter(one -> !one.fix().isEmpty()).toList();
        if (!fixes.isEmpty()) {
            out.println();
            out.println("What to do:");
            fixes.forEach(one -> out.println("  %s %s%s: %s"
                    .formatted(
                            mark(one.status()),
                            one.check(),
                            one.subject().isEmpty() ? "" : " " + one.subject(),
                            one.fix())));
        }
    }

    /** Words, not colours: it is read in logs, too. */
    private static String mark(Finding.Status status) {
        return switch (status) {
            case OK -> "ok";
            case HINT -> "hint";
            case WARNING -> "WARN";
            case FAILED -> "FAIL";
            case SKIPPED -> "-";
        };
    }
}
