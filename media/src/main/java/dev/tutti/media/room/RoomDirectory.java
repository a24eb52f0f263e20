package dev.tutti.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.SignalRequest;
import org.jspecify.annotations.Nullable;

/** All rooms of this hub by name; any thread may call, and each call reaches a room by its mailbox. */
public final class RoomDirectory {
    /** Rooms at one time, so that a token for any name cannot fill the memory. */
    static final int MAX_ROOMS = 10_000;

    private static final long ASK_TIMEOUT_S = 5;

    private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();
    private final RoomContext context;
    private final RemoteRooms remote = new RemoteRooms(this);

    public RoomDirectory(RoomContext context) {
        this.context = context;
    }

    /** One client's place in a room; called by its signalling connection. */
    public interface Seat {
        /** False when the room cannot take it: the connection must be closed. */
        boolean request(SignalRequest request);

        void closed();
    }

    /** The same rooms at other nodes. */
    public RemoteRooms remote() {
        return remote;
    }

    public boolean exists(String name) {
        return rooms.containsKey(name);
    }

    /** Whether the room takes this identity; true for a room that does not exist. */
    public boolean hasPlace(String name, String identity) {
        var room = rooms.get(name);
        return room == null || room.hasPlace(identity);
    }

    /** Whether the room's owner lets this identity in; true for a room that does not exist. */
    public boolean admits(String name, String identity) {
        var room = rooms.get(name);
        return room == null || room.settings().admission().test(identity);
    }

    public int count() {
        return rooms.size();
    }

    /** Makes a room unless there is one of that name; false when there are too many rooms. */
    public boolean open(String name, RoomSettings settings) {
        return find(name, settings) != null;
    }

    /** Joins or resumes; makes a plain room when {@code create} allows. Null when the room cannot take anybody. */
    public @Nullable Seat enter(String name, JoinSpec spec, ClientLink link, boolean create) {
        boolean resume = spec.request().getReconnect();
        for (int attempt = 0; attempt < 3; attempt++) {
            var room = create && !resume ? find(name, RoomSettings.PLAIN) : rooms.get(name);
            if (room == null) {
                return null;
            }
            var entered = room;
            // A room that ended between the look-up and the post is gone from the map: look again.
            if (room.post(() -> enterOn(entered, spec, link, resume))) {
                return new RoomSeat(room, spec.identity(), link);
            }
        }
        return null;
    }

    private static void enterOn(Room room, JoinSpec spec, ClientLink link, boolean resume) {
        if (resume) {
            room.resume(spec, link);
        } else {
            room.join(spec, link);
        }
    }

    private @Nullable Room find(String name, RoomSettings settings) {
        var room = rooms.get(name);
        if (room != null || rooms.size() >= MAX_ROOMS) {
            return room;
        }
        var made = new Room(name, context, settings, over -> rooms.remove(name, over));
        var there = rooms.putIfAbsent(name, made);
        if (there == null) {
            made.start();
            remote.opened(made);
            return made;
        }
        return there;
    }

    /** Runs a question on the room's thread and waits for its answer; null when there is no such room. */
    <T> @Nullable T ask(String name, Function<Room, @Nullable T> question) {
        var room = rooms.get(name);
        if (room == null) {
            return null;
        }
        var answer = new CompletableFuture<@Nullable T>();
        boolean posted = room.post(() -> {
            try {
                answer.complete(question.apply(room));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!posted) {
            return null;
        }
        try {
            return answer.get(ASK_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Room " + name + " could not answer", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Room " + name + " did not answer in time", e);
        }
    }

    List<String> names() {
        return new ArrayList<>(rooms.keySet());
    }

    /** Tells the room without waiting; false when there is none. */
    boolean tell(String name, java.util.function.Consumer<Room> task) {
        var room = rooms.get(name);
        return room != null && room.post(() -> task.accept(room));
    }

    /** Ends every room, and waits until everybody in it has been told. */
    public void closeAll() {
        for (String name : names()) {
            this.<Boolean>ask(name, room -> {
                room.close(DisconnectReason.SERVER_SHUTDOWN);
                return true;
            });
        }
    }

    private record RoomSeat(Room room, String identity, ClientLink link) implements Seat {
        @Override
        public boolean request(SignalRequest request) {
            return room.post(() -> room.request(identity, link, request));
        }

        @Override
        public void closed() {
            room.post(() -> room.linkClosed(identity, link));
        }
    }
}
