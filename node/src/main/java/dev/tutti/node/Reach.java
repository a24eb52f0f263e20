package dev.tutti.node;

import dev.tutti.gateway.Gateway;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.node.network.HubUrls;
import dev.tutti.node.trust.HubTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the hub can be reached, and the move to other addresses while it runs.
 *
 * <p>Thread: opened by the starting thread, moved by the housekeeping thread; {@link #urls} from any.
 */
final class Reach implements Housekeeping.Moves {
    private static final Logger log = LoggerFactory.getLogger(Reach.class);

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
    }

    void onMove(Runnable tell) {
        announcer = tell;
    }

    HubUrls urls() {
        var addresses = state.addresses();
        var trusted = addresses.network().stream().filter(HubTrust::vouchesFor).toList();
        // A machine with public addresses only is still reachable, with a warning of the browser.
        var shown = trusted.isEmpty() ? addresses.network() : trusted;
        return HubUrls.of(shown, addresses.httpPort(), addresses.tlsPort());
    }

    HubAddresses addresses() {
        return state.addresses();
    }

    int mediaPort() {
        return media.port();
    }

    @Override
    public void certificate(KeyStore certificate) {
        move(new State(state.addresses(), certificate));
        log.info("The certificate was renewed");
    }

    @Override
    public void authority() {
        announcer.run();
    }

    @Override
    public void addresses(List<InetAddress> network) {
        log.info("The machine's addresses are now {}", network);
        move(new State(state.addresses().with(network), state.certificate()));
        moveMedia();
        announcer.run();
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
