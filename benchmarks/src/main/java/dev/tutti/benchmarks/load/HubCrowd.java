package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.benchmarks.hub.HubApi.OpenSession;
import dev.tutti.benchmarks.load.Player.Part;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Participants of a session of a Tutti hub, with its floor. */
record HubCrowd(HubApi api, Member owner, OpenSession session) implements Crowd {
    static HubCrowd open(HubApi api, Member owner) throws IOException, InterruptedException {
        return new HubCrowd(api, owner, api.openSession(owner, "shift"));
    }

    @Override
    public Player enter(LoadScene scene, Part part, int number, RandomGenerator random)
            throws IOException, InterruptedException {
        return new LoadMember(scene, this, part, number, random);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        api.post("/session/" + session.id() + "/close", owner.token(), Map.of());
    }
}
