package dev.tutti.node;

import dev.tutti.gateway.Gateway;
import dev.tutti.gateway.http.Refusals;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.node.network.AddressText;
import dev.tutti.node.network.HubUrls;
import dev.tutti.node.trust.HubTrust;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the hub can be reached, and the move to other addresses while it runs.
 *
 * <p>Thread: opened by the starting thread, moved by the housekeeping thread; {@link #urls} from any.
 */
final class Reach {
    private static final Logger log = LoggerFactory.getLogger(Reach.class);

    /** For the file alone: the terminal says it beside the addresses. */
    private static final Logger fileLog = LoggerFactory.getLogger("dev.tutti.reach");

    private final Gateway gateway;
    private final MediaLoop media;
    private volatile Runnable announcer = () -> {};
    private volatile State state;

    private record State(HubAddresses addresses, KeyStore certificate) {}

    Reach(Gateway gateway, MediaLoop media, HubAddresses addresses, KeyStore certificate) {
        this.gateway = gateway;
        this.media = media;
        state = new State(addresses, certificate);
    }

    void open() throws IOException {
        gateway.start(state.addresses().gateway(state.certificate()));
        leftOut().forEach(address -> fileLog.info(isPublic(address)));
    }

    void onMove(Runnable tell) {
        announcer = tell;
    }

    HubUrls urls() {
        var addresses = state.addresses();
        var trusted = trusted(addresses.network());
        // A machine with public addresses only is still reachable, with a warning of the browser.
        var shown = trusted.isEmpty() ? addresses.network() : trusted;
        return HubUrls.of(shown, addresses.httpPort(), addresses.tlsPort());
    }

    /** The same for HTTPS, as browsers write origins. */
    List<String> origins() {
        return urls().https().stream().map(url -> url.replaceFirst("/$", "")).toList();
    }

    /** Addresses that people type and that are not shown, because others have a certificate and these have none. */
    List<InetAddress> leftOut() {
        return leftOut(state.addresses().network());
    }

    static List<InetAddress> leftOut(List<InetAddress> network) {
        boolean isShown = trusted(network).isEmpty();
        return network.stream()
                .filter(address -> !isShown && address instanceof Inet4Address && !HubTrust.vouchesFor(address))
                .toList();
    }

    private static List<InetAddress> trusted(List<InetAddress> network) {
        return network.stream().filter(HubTrust::vouchesFor).toList();
    }

    static String isPublic(InetAddress address) {
        return AddressText.of(address) + " is public: the hub's certificate is for private addresses only";
    }

    HubAddresses addresses() {
        return state.addresses();
    }

    /** Who was refused lately. */
    List<Refusals.Refusal> refusals() {
        return gateway.refusals();
    }

    Set<String> connectedFrom() {
        return gateway.connectedFrom();
    }

    int mediaPort() {
        return media.port();
    }

    void certificate(KeyStore certificate) {
        move(new State(state.addresses(), certificate));
        log.info("The certificate was renewed");
    }

    void authority() {
        announcer.run();
    }

    void addresses(List<InetAddress> network) {
        log.info(
                "The machine's addresses are now {}",
                network.stream().map(AddressText::of).toList());
        move(new State(state.addresses().with(network), state.certificate()));
        moveMedia();
        leftOut().forEach(address -> fileLog.info(isPublic(address)));
        announcer.run();
    }

    /** Other nodes are reached elsewhere: their pages may use this one, and its pages them. */
    void nodes(List<String> origins) {
        if (!origins.equals(state.addresses().nodes())) {
            move(new State(state.addresses().withNodes(origins), state.certificate()));
        }
    }

    private void move(State next) {
        state = next;
        try {
            gateway.readdress(next.addresses().gateway(next.certificate()));
        } catch (IOException e) {
            log.warn("Not every address can be served: {}", e.getMessage());
        }
    }

    private void moveMedia() {
        var wanted = state.addresses().media();
        var bound = new HashSet<InetAddress>();
        for (InetSocketAddress socket : media.addresses()) {
            bound.add(socket.getAddress());
        }
        for (InetAddress address : wanted) {
            if (!bound.contains(address)) {
                try {
                    media.addAddress(address);
                } catch (IOException e) {
                    log.warn("No voice by {}: {}", address.getHostAddress(), e.getMessage());
                }
            }
        }
        bound.stream().filter(address -> !wanted.contains(address)).forEach(media::removeAddress);
    }
}
