package dev.tutti.gateway;

import dev.tutti.gateway.hub.HubNodes;
import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.ElectionCounts;
import dev.tutti.gateway.wire.NodeMessages.ElectionStep;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import dev.tutti.gateway.wire.NodeMessages.ReachedNode;
import dev.tutti.gateway.wire.NodeMessages.WaitingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two nodes wait until somebody decides. */
final class FakeNodes implements HubNodes {
    static final String SELF = "aa".repeat(32);
    static final String HUB = "ab".repeat(32);
    static final String STRANGER = "bb".repeat(32);
    static final String OTHER_STRANGER = "dd".repeat(32);

    final List<String> waiting = new ArrayList<>(List.of(STRANGER, OTHER_STRANGER));

    @Override
    public NodesAnswer nodes() {
        var views = waiting.stream()
                .map(id -> new WaitingNode(id, "Stage left", "192.168.7.9:7883", Instant.EPOCH))
                .toList();
        return new NodesAnswer(SELF, "cc".repeat(16), SELF, List.of(), views, List.of());
    }

    @Override
    public ClusterAnswer cluster() {
        var none = new ElectionCounts(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, null);
        var step = new ElectionStep(Instant.EPOCH, "claiming", "leading", 1, "claim");
        return new ClusterAnswer(
                SELF,
                "leading",
                SELF,
                1,
                true,
                SELF,
                "fast",
                List.of(new ReachedNode(SELF, "Desk", false, null)),
                none,
                List.of(step));
    }

    @Override
    public List<String> origins() {
        return List.of("https://192.168.7.21:8443");
    }

    @Override
    public NodeInviteAnswer invite() {
        return new NodeInviteAnswer("ABCDEFGH2346", Instant.EPOCH, List.of("192.168.7.20:7883"));
    }

    @Override
    public Optional<String> admit(String nodeId) {
        return waiting.remove(nodeId) ? Optional.of(nodeId) : Optional.empty();
    }

    @Override
    public Optional<Removal> remove(String nodeId) {
        if (nodeId.equals(SELF) || nodeId.equals(HUB)) {
            return Optional.of(new Removal(nodeId, nodeId.equals(HUB) ? Removed.IS_HUB : Removed.IS_SELF));
        }
        return waiting.remove(nodeId) ? Optional.of(new Removal(nodeId, Removed.DONE)) : Optional.empty();
    }

    /** Only this node's own place can be taken, and only by itself. */
    @Override
    public Optional<Handover> makeHub(String nodeId) {
        var outcomes = Map.of(
                SELF, Handover.DONE,
                HUB, Handover.ALREADY,
                STRANGER, Handover.BEHIND,
                OTHER_STRANGER, Handover.ELSEWHERE);
        return Optional.ofNullable(outcomes.get(nodeId));
    }
}
