package dev.tutti.node.v1;

import dev.tutti.foundation.IdGenerator;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.wire.v1.V1Decoder;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where v1 apps connect, and the clock of their connections. */
public final class V1Door implements FloorPublisher, AutoCloseable {
    static final int MAX_PEERS = 64;
    static final int MAX_PER_ADDRESS = 8;
    static final int MAX_CHAT = 500;

    private static final long TICK_MS = 100;
    private static final int READ_BYTES = 8_192;
    private static final Logger log = LoggerFactory.getLogger(V1Door.class);

    private final V1Config config;
    private final Ports ports;
    private final List<ServerSocket> doors = new ArrayList<>();
    private final Map<Long, V1Line> lines = new ConcurrentHashMap<>();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final V1Stage stage;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("v1-clock").daemon().factory());
    private volatile boolean closed;

    /** What it stands on. */
    public record Ports(
            Sessions sessions, FloorLoop floor, V1Floor publisher, RoomVoice voice, NanoClock clock, IdGenerator ids) {}

    private V1Door(V1Config config, Ports ports) {
        this.config = config;
        this.ports = ports;
        stage = new V1Stage(config.channel(), ports, lines::values);
    }

    /** Listens from now on; throws when no port of the configured ones is free. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down
    public static V1Door open(V1Config config, Ports ports) throws IOException {
        var door = new V1Door(config, ports);
        try {
            door.bind();
        } catch (IOException e) {
            door.close();
            throw e;
        }
        ports.publisher().connect(door);
        door.clock.scheduleWithFixedDelay(door::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        door.doors.forEach(one -> Thread.ofVirtual().name("v1-accept").start(() -> door.accept(one)));
        return door;
    }

    /** The same port on every address. */
    private void bind() throws IOException {
        for (int port : config.ports()) {
            try {
                int chosen = port;
                for (InetAddress address : config.bind()) {
                    var socket = new ServerSocket(chosen, 0, address);
                    doors.add(socket);
                    chosen = socket.getLocalPort();
                }
                log.info("v1 apps are let into channel {} by port {}", config.channel(), chosen);
                return;
            } catch (BindException e) {
                log.debug("port {} is taken", port, e);
                shutDoors();
            }
        }
        throw new BindException("no port for v1 apps is free: " + config.ports());
    }

    public int port() {
        return doors.isEmpty() ? 0 : doors.getFirst().getLocalPort();
    }

    /** How many apps are connected. */
    public int count() {
        return lines.size();
    }

    /** How many of them no session takes in, because none has the channel. */
    public int waiting() {
        return stage.isOpen() ? 0 : lines.size();
    }

    /** Connections and frames that were not taken; never fewer than before. */
    public synchronized long refused() {
        return refused.get()
                + lines.values().stream()
                        .mapToLong(line -> line.peer().dropped())
                        .sum();
    }

    private void accept(ServerSocket door) {
        while (!closed) {
            try {
                Socket socket = door.accept();
                if (!open(socket)) {
                    refused.incrementAndGet();
                    socket.close();
                }
            } catch (IOException e) {
                if (!closed) {
                    log.warn("a v1 app could not connect: {}", e.getMessage());
                }
            }
        }
    }

    private synchronized boolean open(Socket socket) throws IOException {
        var address = socket.getInetAddress().getHostAddress();
        Optional<UserId> user = lines.size() < MAX_PEERS ? freeUser(address) : Optional.empty();
        if (user.isEmpty()) {
            return false;
        }
        socket.setTcpNoDelay(true);
        long connection = V1Floor.FIRST + connections.incrementAndGet();
        var outbox = new V1Outbox(socket, () -> cut(connection));
        var peer = new V1Peer(connection, user.get(), "Radio " + shown(user.get()), outbox, ports.floor());
        var line = new V1Line(socket, peer, ports.clock().nanoTime());
        lines.put(connection, line);
        outbox.start("v1-out");
        Thread.ofVirtual().name("v1-in").start(() -> read(line));
        log.info("a v1 app connected from {} as {}", address, peer.user());
        return true;
    }

    /** The same for the same device whenever it comes, as far as its address says. */
    private Optional<UserId> freeUser(String address) {
        String bare = address.replaceAll("%.*", "").replaceAll("[^A-Za-z0-9.]", "-");
        for (int i = 1; i <= MAX_PER_ADDRESS; i++) {
            var user = new UserId("v1-" + bare + (i == 1 ? "" : "_" + i));
            if (lines.values().stream().noneMatch(line -> line.peer().user().equals(user))) {
                return Optional.of(user);
            }
        }
        return Optional.empty();
    }

    private static String shown(UserId user) {
        return user.value().substring("v1-".length()).replace('_', ' ');
    }

    private void read(V1Line line) {
        var decoder = new V1Decoder();
        var rates = new V1Rates(ports.clock().nanoTime());
        var bytes = new byte[READ_BYTES];
        try {
            var in = line.socket().getInputStream();
            for (int count = in.read(bytes); count >= 0 && !decoder.isBroken(); count = in.read(bytes)) {
                var buffer = ByteBuffer.wrap(bytes, 0, count);
                for (V1Message next = decoder.next(buffer); next != null; next = decoder.next(buffer)) {
                    take(line, next, rates);
                }
                if (decoder.isBroken()) {
                    log.info("the v1 app of {} broke the framing", line.peer().user());
                    break;
                }
            }
        } catch (IOException _) {
            log.debug("the v1 app of {} is gone", line.peer().user());
        } finally {
            ended(line);
        }
    }

    private void take(V1Line line, V1Message message, V1Rates rates) {
        long nowNs = ports.clock().nanoTime();
        line.heard(nowNs);
        if (!rates.allows(message, nowNs)) {
            refused.incrementAndGet();
            return;
        }
        switch (message) {
            case V1Message.Audio audio -> line.peer().voice(audio, nowNs);
            case V1Message.Taken _ -> line.peer().taken();
            case V1Message.Released _ -> line.peer().released();
            case V1Message.Ping _ -> line.peer().outbox().offer(new V1Message.Pong());
            case V1Message.Chat chat -> {
                if (chat.text().length() > MAX_CHAT || !stage.chat(line.peer(), chat.text())) {
                    refused.incrementAndGet();
                }
            }
            case V1Message.Pong _, V1Message.Unknown _ -> {}
        }
    }

    private void ended(V1Line line) {
        forget(line);
        line.cut();
        stage.left(line);
        ports.floor().disconnected(line.peer().connection());
    }

    private synchronized void forget(V1Line line) {
        lines.remove(line.peer().connection());
        refused.addAndGet(line.peer().dropped());
    }

    private void cut(long connection) {
        V1Line line = lines.get(connection);
        if (line != null) {
            line.cut();
        }
    }

    private void tick() {
        try {
            long nowNs = ports.clock().nanoTime();
            stage.follow();
            for (V1Line line : lines.values()) {
                keep(line, nowNs);
                stage.place(line);
            }
        } catch (RuntimeException e) {
            log.error("the clock of v1 goes on after a fault", e);
        }
    }

    private static void keep(V1Line line, long nowNs) {
        line.peer().renew(nowNs);
        if (line.isSilent(nowNs)) {
            log.info("the v1 app of {} fell silent", line.peer().user());
            line.cut();
        } else if (line.pingDue(nowNs)) {
            line.peer().alive();
            line.peer().outbox().offer(new V1Message.Ping());
        }
    }

    @Override
    public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
        V1Line line = lines.get(connection);
        if (line != null) {
            line.peer().told(notice, ports.clock().nanoTime());
        }
    }

    @Override
    public void toSession(SessionId sessionId, FloorUpdate update) {
        if (update instanceof FloorUpdate.Talk talk) {
            stage.heard(sessionId, talk);
        }
    }

    private void shutDoors() {
        for (ServerSocket door : doors) {
            try {
                door.close();
            } catch (IOException e) {
                log.debug("a door did not close cleanly", e);
            }
        }
        doors.clear();
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        shutDoors();
        List.copyOf(lines.values()).forEach(V1Line::cut);
        stage.close();
    }
}
