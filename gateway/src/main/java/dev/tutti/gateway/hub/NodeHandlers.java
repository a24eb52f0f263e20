package dev.tutti.gateway.hub;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.sessions.QrCode;
import dev.tutti.gateway.wire.NodeMessages.MemberNode;
import dev.tutti.gateway.wire.NodeMessages.NodeAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import java.util.Optional;

/** {@code /hub/nodes}: which nodes belong together, and who is let in. */
public final class NodeHandlers {
    private static final int SHOWN_ID = 12;

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
        var removal = nodes.remove(call.path("nodeId")).orElseThrow(NodeHandlers::unknown);
        return switch (removal.what()) {
            case DONE -> Reply.ok(new NodeAnswer(removal.node(), "removed"));
            case IS_HUB ->
                throw new ApiError(
                        409,
                        "IS_HUB",
                        "That machine keeps the log. First make another one the hub: ./tutti move-hub there,"
                                + " or ./tutti adopt here when it is gone for good.");
            case IS_SELF ->
                throw new ApiError(409, "IS_SELF", "This is that machine. Remove it at another one of the hub.");
        };
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
            case OTHERS_HAVE_MORE ->
                throw new ApiError(
                        409,
                        "NODE_BEHIND",
                        "Another machine has more of the log than this one, or has not said yet how much."
                                + " ./tutti nodes shows it: type ./tutti adopt there, or stop it first.");
            case PROVISIONAL ->
                throw new ApiError(
                        409,
                        "PROVISIONAL",
                        "Changes of the time without the hub still come in. Try again in a moment.");
            case ALREADY -> throw new ApiError(409, "IS_HUB", hub() + " is the hub already.");
            case ELSEWHERE -> throw new ApiError(409, "HUB_ELSEWHERE", hub() + " is the hub: type it there.");
            case HUB_IS_UP ->
                throw new ApiError(
                        409,
                        "HUB_ELSEWHERE",
                        "%s is the hub, and it is up: its place is taken only while it is gone. There: ./tutti move-hub %s"
                                .formatted(hub(), node.substring(0, Math.min(node.length(), SHOWN_ID))));
        };
    }

    public Reply copyAnew(Call call) {
        return switch (nodes.copyAnew()) {
            case DONE -> Reply.ok(new NodeAnswer(nodes.nodes().nodeId(), "copies_anew"));
            case IS_HUB ->
                throw new ApiError(409, "IS_HUB", "This is the hub: its log is the one that the others copy.");
            case HUB_AWAY ->
                throw new ApiError(
                        409,
                        "NO_HUB",
                        hub()
                                + " is the hub, and out of reach: there is nothing to copy. The log here stays as it is.");
            case HEALTHY ->
                throw new ApiError(
                        409,
                        "LOG_HEALTHY",
                        "The log here does not differ from the hub's: what is missing comes by itself.");
            case FAILED ->
                throw new ApiError(
                        503,
                        "STORAGE_FAILED",
                        "The log could not be put aside. Look at the disk, and start this node again.");
        };
    }

    /** As people know it. */
    private String hub() {
        var all = nodes.nodes();
        return all.members().stream()
                .filter(member -> member.nodeId().equals(all.hub()))
                .map(MemberNode::name)
                .findFirst()
                .orElse(all.hub());
    }

    private static ApiError unknown() {
        return new ApiError(404, "NODE_UNKNOWN", "No node of that id waits or is a member. ./tutti nodes shows them.");
    }

    private static Reply answer(Optional<String> node, String verdict) {
        return Reply.ok(new NodeAnswer(node.orElseThrow(NodeHandlers::unknown), verdict));
    }
}
