package dev.tutti.node;

import dev.tutti.node.network.AddressText;
import dev.tutti.node.network.AddressWatcher;
import dev.tutti.node.terminal.Welcome;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a running hub tells about itself: to people in the terminal, to scripts in {@code hub.json}. */
record HubCard(String name, Hub hub, Duration startToReady) {

    Welcome welcome() {
        var urls = hub.reach().urls();
        var identity = hub.trust().identity();
        return new Welcome(
                name,
                urls.https(),
                withoutCertificate(unreached(hub.watcher(), urls.https().isEmpty())),
                urls.localHttp(),
                new Welcome.TrustLines(
                        identity.words(),
                        identity.fingerprint(),
                        hub.trust()
                                .renewedAt()
                                .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                                .orElse(null)),
                hub.ownerLink()
                        .map(path -> new Welcome.OwnerLink(urls.localHttp() + path, urls.best() + path))
                        .orElse(null),
                startToReady.toMillis());
    }

    private List<String> withoutCertificate(List<String> unreached) {
        return Stream.concat(unreached.stream(), hub.reach().leftOut().stream().map(Reach::isPublic))
                .toList();
    }

    /** Why others do not reach the hub by an address, or by none. */
    static List<String> unreached(AddressWatcher watcher, boolean byNone) {
        if (watcher.isForThisMachineOnly()) {
            return List.of("nobody else: --bind keeps the hub to this machine");
        }
        var awaited = watcher.awaited();
        if (byNone && awaited.isEmpty()) {
            return List.of("no network yet: this machine has no address that others reach");
        }
        return awaited.stream()
                .map(address -> AddressText.of(address) + " is not an address of this machine; waiting for it")
                .toList();
    }

    Map<String, Object> json() {
        var reach = hub.reach();
        var urls = reach.urls();
        var identity = hub.trust().identity();
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("version", HubVersion.text());
        json.put("pid", ProcessHandle.current().pid());
        json.put("start_to_ready_ms", startToReady.toMillis());
        var ports = hub.hubOnDuty().ports();
        json.put("http_port", ports.http());
        json.put("tls_port", ports.tls());
        json.put("media_port", ports.media());
        json.put("node_port", ports.node());
        json.put("signal_port", ports.signal());
        json.put("v1_port", ports.v1());
        json.put("node_id", hub.cluster().self().value());
        json.put("https_urls", urls.https());
        json.put("http_urls", urls.lanHttp());
        json.put("local_url", urls.localHttp());
        json.put("ca_fingerprint", identity.fingerprint());
        json.put("trust_words", identity.words());
        hub.ownerLink().ifPresent(path -> json.put("owner_link", urls.best() + path));
        return json;
    }
}
