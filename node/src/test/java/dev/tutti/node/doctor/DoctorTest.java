package dev.tutti.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.ConfigReader;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.doctor.Finding.Status;
import dev.tutti.node.trust.HubTrust;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {
    private static final InetAddress LAN = InetAddress.ofLiteral("127.0.0.2");
    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheSettingThatMovesIt() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var patient = patient(config("port", String.valueOf(taken.getLocalPort())), List.of(LAN), NOW);

            var findings = new PortCheck().run(patient);

            assertThat(findings)
                    .filteredOn(one -> one.status() == Status.FAILED)
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.what())
                                .contains("process " + ProcessHandle.current().pid());
                        assertThat(one.fix()).contains("--port");
                    });
        }
    }

    @Test
    void openPortsOfARunningHubAreToldFromShutOnes() throws Exception {
        try (var open = new ServerSocket(0, 5, LAN);
                var shut = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.3"));
                var media = new DatagramSocket(0)) {
            var hub = running(
                    new ServicePorts(open.getLocalPort(), shut.getLocalPort(), media.getLocalPort(), 1, 0, 0),
                    List.of());
            var patient = with(patient(config(), List.of(LAN), NOW), hub);

            var found = new PortCheck().run(patient);

            assertThat(found)
                    .filteredOn(one -> one.subject().contains("TCP"))
                    .extracting(Finding::status)
                    .containsExactly(Status.OK, Status.FAILED, Status.FAILED);
            assertThat(found)
                    .filteredOn(one -> one.subject().contains("UDP " + media.getLocalPort()))
                    .extracting(Finding::what)
                    .containsExactly("the hub listens there");
        }
    }

    @Test
    void aMachineWithoutANetworkIsToldSo() throws Exception {
        assertThat(new AddressCheck().run(patient(config(), List.of(), NOW)))
                .extracting(Finding::status)
                .containsExactly(Status.FAILED);
        assertThat(new AddressCheck().run(patient(config(), List.of(InetAddress.ofLiteral("8.8.8.8")), NOW)))
                .extracting(Finding::status)
                .containsExactly(Status.WARNING);
    }

    @Test
    void theCertificateIsJudgedByTheClockAndByTheAddresses() throws Exception {
        var trust = HubTrust.open(folder.resolve("trust"), "Booth", () -> NOW, Entropy.seeded(1));
        trust.renew(List.of(InetAddress.ofLiteral("10.0.0.1")));
        var here = List.of(InetAddress.ofLiteral("10.0.0.1"));

        assertThat(new CertificateCheck().run(patient(config(), here, NOW)))
                .extracting(Finding::status)
                .containsExactly(Status.OK, Status.OK);
        assertThat(new CertificateCheck().run(patient(config(), here, NOW.minusSeconds(90_000_000))))
                .as("a clock in the past")
                .extracting(Finding::status)
                .containsExactly(Status.FAILED, Status.FAILED);
        assertThat(new CertificateCheck().run(patient(config(), here, NOW.plusSeconds(380L * 86_400))))
                .as("two weeks before its end")
                .extracting(Finding::status)
                .containsExactly(Status.OK, Status.WARNING);
        assertThat(new CertificateCheck().run(patient(config(), List.of(InetAddress.ofLiteral("10.0.0.9")), NOW)))
                .as("another address")
                .extracting(Finding::status)
                .containsExactly(Status.OK, Status.OK, Status.WARNING);
    }

    @Test
    void aClockBeforeTheProgramItselfIsWrong() throws Exception {
        assertThat(new ClockCheck().run(patient(config(), List.of(), Instant.parse("1970-01-01T00:10:00Z"))))
                .extracting(Finding::status)
                .containsExactly(Status.FAILED);
    }

    @Test
    void multicastIsJudgedByWhatCameBack() throws Exception {
        var alone = patient(config(), List.of(LAN), NOW);
        var running = with(alone, running(new ServicePorts(1, 2, 3, 4, 0, 0), List.of()));
        var echo = new MulticastCheck.Heard(true, false, Set.of());

        assertThat(MulticastCheck.judge("eth0", new MulticastCheck.Heard(false, false, Set.of()), alone)
                        .status())
                .isEqualTo(Status.FAILED);
        assertThat(MulticastCheck.judge("eth0", echo, alone).status()).isEqualTo(Status.OK);
        assertThat(MulticastCheck.judge("eth0", echo, running).status())
                .as("the hub is not heard")
                .isEqualTo(Status.WARNING);
        assertThat(MulticastCheck.judge("eth0", new MulticastCheck.Heard(true, true, Set.of(LAN)), running)
                        .what())
                .contains("1 other");
    }

    /** Seen by multicast and reached by nothing else: the access point keeps its clients apart, or a firewall does. */
    @Test
    void aPeerThatIsSeenAndNotReachedMeansIsolation() throws Exception {
        int dead;
        try (var gone = new ServerSocket(0, 1, LAN)) {
            dead = gone.getLocalPort();
        }
        var peer = new Patient.Peer("ab", "Stage", "127.0.0.2:" + dead, false, "mdns");
        var hub = running(new ServicePorts(1, 2, 3, 4, 0, 0), List.of(peer));

        var findings = new ReachCheck().run(with(patient(config(), List.of(), NOW), hub));

        assertThat(findings)
                .filteredOn(one -> one.check().equals("peers"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.status()).isEqualTo(Status.FAILED);
                    assertThat(one.fix()).contains("client isolation");
                });
    }

    @Test
    void rulesThatKeepOutAreFoundInARuleset() {
        assertThat(FirewallCheck.isKeepingOut(
                        "table inet filter { chain input { type filter hook input priority 0; policy drop; } }"))
                .isTrue();
        assertThat(FirewallCheck.isKeepingOut(
                        "table inet filter { chain output { type filter hook output priority 0; policy drop; } }"))
                .isFalse();
        assertThat(FirewallCheck.isKeepingOut("")).isFalse();
        var ports = new ServicePorts(8080, 8443, 7882, 7883, 3010, 9915);
        assertThat(FirewallCheck.ufw("Status: active\n8080,8443/tcp ALLOW\n7882/udp ALLOW", ports)
                        .status())
                .isEqualTo(Status.OK);
        assertThat(FirewallCheck.ufw("Status: active\n22/tcp ALLOW", ports).fix())
                .contains("ufw allow 8080,8443,7883,3010,9915/tcp");
    }

    @Test
    void jsonHasEveryFinding() throws Exception {
        var json = new JsonMapper()
                .readTree(DoctorCommand.json(
                        patient(config(), List.of(), NOW),
                        List.of(Finding.ok("clock", "", "fine"), Finding.failed("ports", "TCP 1", "taken", "move"))));

        assertThat(json.get("hub_running").asBoolean()).isFalse();
        assertThat(json.get("findings").get(1).get("status").asString()).isEqualTo("failed");
        assertThat(json.get("findings").get(1).get("fix").asString()).isEqualTo("move");
    }

    @Test
    void theClockOfAnotherNodeIsComparedToTheSecond() {
        assertThat(ClockCheck.judge("Stage", Duration.ofMillis(-900)).status()).isEqualTo(Status.OK);
        assertThat(ClockCheck.judge("Stage", Duration.ofSeconds(-40)))
                .satisfies(one -> assertThat(one.status()).isEqualTo(Status.WARNING))
                .satisfies(one -> assertThat(one.what()).contains("40 s behind"));
        assertThat(PeerClock.read("Sat, 21 Nov 2026 18:00:00 GMT")).hasValue(NOW.plusMillis(500));
        assertThat(PeerClock.read("soon")).isEmpty();
    }

    @Test
    void whoeverIsConnectedProvesThatOthersGetThrough() throws Exception {
        var alone = patient(config(), List.of(LAN), NOW);
        assertThat(new IsolationCheck().run(alone)).as("no hub").isEmpty();
        assertThat(isolation(alone, OptionalInt.empty())).as("nobody knows").isEmpty();
        assertThat(isolation(alone, OptionalInt.of(0)))
                .extracting(Finding::status)
                .containsExactly(Status.HINT);
        assertThat(isolation(alone, OptionalInt.of(2)))
                .extracting(Finding::status)
                .containsExactly(Status.OK);
    }

    private static List<Finding> isolation(Patient patient, OptionalInt visitors) {
        var ports = new ServicePorts(1, 2, 3, 4, 0, 0);
        return new IsolationCheck().run(with(patient, new Patient.RunningHub(ports, 1, node(), List.of(), visitors)));
    }

    @Test
    void whatTakesTooLongIsLeftOutAndSaidSo() {
        var never = new CountDownLatch(1);
        var results = Together.run(
                List.<Callable<String>>of(() -> "first", () -> {
                    never.await();
                    return "second";
                }),
                200,
                late -> "late " + late);
        assertThat(results).containsExactly("first", "late 1");
    }

    private static Patient.RunningHub running(ServicePorts ports, List<Patient.Peer> peers) {
        long own = ProcessHandle.current().pid();
        return new Patient.RunningHub(ports, own, node(), peers, OptionalInt.empty());
    }

    private HubConfig config(String... setting) throws Exception {
        var flags = setting.length == 0
                ? Map.of("data", folder.toString())
                : Map.of("data", folder.toString(), setting[0], setting[1]);
        return ConfigReader.read(flags, Map.of(), folder);
    }

    private static Patient patient(HubConfig config, List<InetAddress> addresses, Instant now) {
        return new Patient(config, Optional.empty(), addresses, NanoClock.system(), () -> now, Entropy.seeded(1));
    }

    private static Patient with(Patient patient, Patient.RunningHub hub) {
        return new Patient(
                patient.config(),
                Optional.of(hub),
                patient.addresses(),
                patient.clock(),
                WallClock.system(),
                patient.entropy());
    }

    private static NodeId node() {
        return NodeId.of(new byte[32]);
    }
}
