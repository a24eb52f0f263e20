package dev.tutti.gateway.hub;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.sessions.QrCode;
import dev.tutti.gateway.wire.NodeMessages.NodeAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import java.util.Optional;

/** {@code /hub/nodes}: which nodes belong together, and who is let in. */
public final class NodeHandlers {
    private final HubNodes nodes;

    public NodeHandlers(HubNodes nodes) {
        this.nodes = nodes;
    }

    public Reply list(Call call) {
        return Reply.ok(nodes.nodes());
    }

    public Reply cluster(Call call) {
        return Reply.ok(nodes.cluster());
    }

    public Reply invite(Call call) {
        NodeInviteAnswer made = nodes.invite();
        if (made.joinAt().isEmpty()) {
            return Reply.created(made);
        }
        String ticket = "tutti:" + made.joinAt().getFirst() + "?invite=" + made.code();
        return Reply.created(
                new NodeInviteAnswer(made.code(), made.expiresAt(), made.joinAt(), ticket, QrCode.svg(ticket)));
    }

    public Reply admit(Call call) {
        return answer(nodes.admit(call.path("nodeId")), "admitted");
    }

    public Reply remove(Call call) {
        return answer(nodes.remove(call.path("nodeId")), "removed");
    }

    public Reply makeHub(Call call) {
        String node = call.path("nodeId");
        return switch (nodes.makeHub(node).orElseThrow(NodeHandlers::unknown)) {
            case DONE -> Reply.ok(new NodeAnswer(node, "hub"));
            case BEHIND ->
                throw new ApiError(
                        409,
                        "NODE_BEHIND",
                        "That node does not have the whole log yet, or cannot be reached. Try again.");
            case PROVISIONAL ->
                throw new ApiError(
                        409,
                        "PROVISIONAL",
                        "Changes of the time without the hub still come in. Try again in a moment.");
            case NOT_YOURS ->
                throw new ApiError(
                        409, "HUB_ELSEWHERE", "Ask at the hub itself; a node takes its place only while it is gone.");
        };
    }

    private static ApiError unknown() {
        return new ApiError(404, "NODE_UNKNOWN", "No node of that id waits or is a member.");
    }

    private static Reply answer(Optional<String> node, String verdict) {
        return Reply.ok(new NodeAnswer(node.orElseThrow(NodeHandlers::unknown), verdict));
    }
}
