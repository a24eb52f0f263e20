package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.benchmarks.hub.HubApi.OpenSession;
import dev.tutti.benchmarks.load.Player.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Participants of a session of a Tutti hub, with its floor; they attach to its nodes in turn. */
record HubCrowd(List<Door> doors, Member owner, OpenSession session) implements Crowd {
    /** One node of the hub. */
    record Door(LoadTarget target, HubApi api) {
        private static final int TRIES = 100;
        private static final long PAUSE_NS = 100_000_000L;

        /** What one node decides reaches another a moment later. */
        void awaitKnown(Member member, OpenSession session) throws IOException, InterruptedException {
            for (int tries = 1; ; tries++) {
                try {
                    api.snapshot(member, session.id());
                    return;
                } catch (IOException e) {
                    if (tries == TRIES) {
                        throw e;
                    }
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }
    }

    /** @param doors the first of them is the node that decides */
    static HubCrowd open(List<Door> doors, Member owner) throws IOException, InterruptedException {
        return new HubCrowd(List.copyOf(doors), owner, doors.getFirst().api().openSession(owner, "shift"));
    }

    /** Where the participant of that number attaches. */
    Door door(int number) {
        return doors.get(number % doors.size());
    }

    /** Of the node that decides. */
    HubApi api() {
        return doors.getFirst().api();
    }

    @Override
    public Player enter(LoadScene scene, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        return new LoadMember(scene, this, part, number, random);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        api().post("/session/" + session.id() + "/close", owner.token(), Map.of());
    }
}
