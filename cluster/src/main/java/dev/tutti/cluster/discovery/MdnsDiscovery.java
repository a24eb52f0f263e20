package dev.tutti.cluster.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this node by multicast DNS on every interface, as our own service and as requirement 003's, and browses for
 * ours. Each interface has a responder of its own, made and closed on a thread of its own: both take seconds.
 *
 * <p>Thread: one owner calls {@link #listenOn}; what is seen is told on the responders' threads.
 */
public final class MdnsDiscovery implements AutoCloseable {
    public static final String SERVICE = "_tutti._tcp.local.";
    /** Requirement 003. */
    public static final String FOREIGN_SERVICE = "_mobile-worship._tcp.local.";

    /** Of push-to-talk apps that speak protocol v1; it has no TXT. */
    public static final String V1_SERVICE = "_wfwt._tcp.local.";

    private static final int MAX_INTERFACES = 8;
    private static final int CLOSE_MS = 1_500;
    private static final Logger log = LoggerFactory.getLogger(MdnsDiscovery.class);

    private final Supplier<Announcement> self;
    private final Sightings sightings;
    private final Foreign foreign;
    private final Map<InetAddress, Responder> responders = new HashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("mdns-").daemon().factory());

    /** What others than nodes connect to, requirement 003's peers and apps of v1; 0: they are told nothing. */
    public record Foreign(int peersPort, int v1Port) {
        public static final Foreign NONE = new Foreign(0, 0);
    }

    public MdnsDiscovery(Supplier<Announcement> self, Sightings sightings, Foreign foreign) {
        this.self = self;
        this.sightings = sightings;
        this.foreign = foreign;
    }

    /** From now on these addresses of the machine, one of each interface; does not wait. */
    public synchronized void listenOn(List<InetAddress> addresses) {
        var wanted = new HashSet<>(onePerInterface(addresses));
        responders.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            run(entry.getValue()::close);
            return true;
        });
        for (var address : wanted) {
            if (!responders.containsKey(address) && responders.size() < MAX_INTERFACES) {
                var responder = new Responder(address);
                responders.put(address, responder);
                run(responder::open);
            }
        }
    }

    /** What this node says of itself has changed. */
    public synchronized void announceAgain() {
        responders.values().forEach(responder -> run(responder::announceAgain));
    }

    private void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException _) {
            // closed
        }
    }

    /** IPv4 where an interface has both: every responder speaks it. */
    private static List<InetAddress> onePerInterface(List<InetAddress> addresses) {
        var chosen = new HashMap<String, InetAddress>();
        for (var address : addresses) {
            try {
                var networkInterface = NetworkInterface.getByInetAddress(address);
                var key = networkInterface == null ? address.getHostAddress() : networkInterface.getName();
                chosen.merge(key, address, (held, next) -> held instanceof Inet4Address ? held : next);
            } catch (IOException _) {
                // gone again
            }
        }
        return List.copyOf(chosen.values());
    }

    /** One interface's; its methods run on its own threads, one at a time. */
    private final class Responder implements ServiceListener {
        private final InetAddress address;
        private @Nullable JmDNS mdns;
        private @Nullable ServiceInfo ours;
        private boolean closed;

        Responder(InetAddress address) {
            this.address = address;
        }

        synchronized void open() {
            if (closed) {
                return;
            }
            var says = self.get();
            try {
                var opened = JmDNS.create(address, "tutti-" + says.node().shown());
                mdns = opened;
                opened.addServiceListener(SERVICE, this);
                var service = ServiceInfo.create(SERVICE, says.instance(), says.nodePort(), 0, 0, true, says.txt());
                ours = service;
                opened.registerService(service);
                if (foreign.peersPort() > 0) {
                    opened.registerService(ServiceInfo.create(
                            FOREIGN_SERVICE, says.instance(), foreign.peersPort(), 0, 0, true, says.foreignTxt()));
                }
                if (foreign.v1Port() > 0) {
                    opened.registerService(
                            ServiceInfo.create(V1_SERVICE, says.instance(), foreign.v1Port(), 0, 0, true, Map.of()));
                }
                log.info("Announced by multicast DNS on {}", address.getHostAddress());
            } catch (IOException | RuntimeException e) {
                log.warn(
                        "No multicast DNS on {}: {}. Nodes there are found by probe or typed address.",
                        address.getHostAddress(),
                        String.valueOf(e.getMessage()));
            }
        }

        synchronized void announceAgain() {
            if (ours != null && !closed) {
                ours.setText(self.get().txt());
            }
        }

        synchronized void close() {
            closed = true;
            var open = mdns;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    log.debug("mDNS on {} did not close cleanly", address, e);
                }
            }
        }

        @Override
        public void serviceAdded(ServiceEvent event) {
            event.getDNS().requestServiceInfo(event.getType(), event.getName(), true);
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            // The sighting runs out by itself: a good-bye is as easily forged as anything else here.
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            try {
                resolved(event.getInfo());
            } catch (RuntimeException e) {
                log.debug("A service of {} could not be read", address, e);
            }
        }

        private void resolved(ServiceInfo info) {
            var announcement =
                    TxtRecord.decode(info.getTextBytes()).flatMap(txt -> Announcement.read(txt, info.getPort()));
            if (announcement.isEmpty()) {
                return;
            }
            for (var at : info.getInet4Addresses()) {
                sightings.seen(new Sighting(
                        announcement.get(),
                        new InetSocketAddress(at, info.getPort()),
                        Sighting.Via.MDNS,
                        address.getHostAddress()));
            }
        }
    }

    /** Says good-bye as far as there is time for it. */
    @Override
    public void close() {
        listenOn(List.of());
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                log.debug("mDNS takes its time to say good-bye");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
