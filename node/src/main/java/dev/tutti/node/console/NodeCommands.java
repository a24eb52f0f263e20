package dev.tutti.node.console;

import dev.tutti.node.terminal.QrText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What {@code tutti nodes} and the other commands about nodes do and print. */
public final class NodeCommands {
    private static final String PATH = "/hub/nodes";
    private static final int SHOWN_ID = 12;

    private final Path data;
    private final PrintWriter out;

    public NodeCommands(Path data, PrintWriter out) {
        this.data = data;
        this.out = out;
    }

    public void list(boolean json) throws ConsoleException {
        var nodes = ConsoleClient.open(data).get(PATH);
        if (json) {
            out.println(nodes.toString());
            return;
        }
        out.println("This node  " + nodes.path("node_id").asString(""));
        out.println("Cluster    " + nodes.path("cluster").asString(""));
        out.println("Hub        " + hub(nodes));
        var standing = ConsoleClient.open(data).get("/hub/cluster");
        out.println("Leads      " + leader(standing, nodes));
        out.println("Times      " + times(standing));
        out.println();
        members(nodes);
        waiting(nodes);
        seen(nodes);
        out.flush();
    }

    private static String leader(JsonNode standing, JsonNode nodes) {
        var leader = text(standing, "leader");
        var who = leader.isEmpty()
                ? "nobody at the moment"
                : member(nodes, leader).map(node -> text(node, "name")).orElse(leader);
        return who + ", term " + standing.path("term").asLong();
    }

    /** Whose log all copy, and what to do when nobody can. */
    private static String hub(JsonNode nodes) {
        var hub = member(nodes, text(nodes, "hub"));
        if (hub.isEmpty()) {
            return "none: it was removed. Type ./tutti adopt at the machine that goes on";
        }
        var name = text(hub.get(), "name");
        return isOut(hub.get())
                ? name + ", out of reach: changes wait for it. When it is gone for good: ./tutti adopt"
                : name;
    }

    private static String times(JsonNode standing) {
        return text(standing, "timing").equals("frugal")
                ? "frugal: when a leader dies, talking goes on after eight seconds or more"
                : "fast: when a leader dies, talking goes on after a second or two";
    }

    private static boolean isOut(JsonNode member) {
        var link = text(member, "link");
        return link.equals("down") || link.equals("other_timing");
    }

    private static Optional<JsonNode> member(JsonNode nodes, String id) {
        for (var node : nodes.path("members")) {
            if (text(node, "node_id").equals(id)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private void members(JsonNode nodes) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Member", "Name", "Link", "Address", "Round trip", "Let in by"));
        for (var node : nodes.path("members")) {
            var hub = node.path("node_id").equals(nodes.path("hub")) ? " (hub)" : "";
            rows.add(List.of(
                    shown(node),
                    text(node, "name") + hub,
                    text(node, "link"),
                    text(node, "address"),
                    node.hasNonNull("rtt_ms")
                            ? "%.1f ms".formatted(node.path("rtt_ms").asDouble())
                            : "",
                    text(node, "by")));
        }
        print(rows);
        for (var node : nodes.path("members")) {
            if (node.hasNonNull("why")) {
                out.println("  " + shown(node) + ": " + text(node, "why"));
            }
        }
    }

    private void waiting(JsonNode nodes) {
        if (nodes.path("waiting").isEmpty()) {
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Waits for you", "Name", "Address"));
        for (var node : nodes.path("waiting")) {
            rows.add(List.of(text(node, "node_id"), text(node, "name"), text(node, "address")));
        }
        out.println();
        print(rows);
        out.println("  Compare the id with what that machine shows, then: ./tutti admit "
                + shown(nodes.path("waiting").get(0)) + "   (or ./tutti remove-node …)");
    }

    private void seen(JsonNode nodes) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Seen here", "Name", "Address", "By", "Ago", "Version"));
        for (var node : nodes.path("seen")) {
            rows.add(List.of(
                    shown(node),
                    text(node, "name"),
                    text(node, "address"),
                    text(node, "via"),
                    node.path("age_ms").asLong() / 1000 + " s",
                    text(node, "version")));
        }
        if (rows.size() > 1) {
            out.println();
            print(rows);
        }
    }

    public void invite() throws ConsoleException {
        var invite = ConsoleClient.open(data).post(PATH + "/invites");
        var code = text(invite, "code");
        var until = Instant.parse(text(invite, "expires_at")).atZone(ZoneId.systemDefault());
        out.println("One node may join with this code until %tR:".formatted(until));
        out.println();
        out.println("    " + code);
        out.println();
        for (var at : invite.path("join_at")) {
            out.println("    ./tutti up --join %s --invite %s".formatted(at.asString(), code));
        }
        if (invite.hasNonNull("ticket")) {
            out.println();
            out.println("Or scan this, and give what it says to --join:");
            out.println();
            QrText.lines(text(invite, "ticket"), true).forEach(line -> out.println("    " + line));
        }
        out.flush();
    }

    public void admit(String node) throws ConsoleException {
        var answer = ConsoleClient.open(data).post(PATH + "/" + checked(node) + "/admit");
        out.println(text(answer, "node_id") + " is a node of this hub now.");
    }

    public void remove(String node) throws ConsoleException {
        var answer = ConsoleClient.open(data).delete(PATH + "/" + checked(node));
        out.println(text(answer, "node_id") + " is not, and does not come back by itself.");
        out.println("It still holds the certificate authority and the keys that nodes share.");
    }

    /** From the hub, to a node that has everything. */
    public void move(String node) throws ConsoleException {
        ConsoleClient.open(data).post(PATH + "/" + checked(node) + "/hub");
        out.println("That node is the hub now; this one copies its log.");
    }

    /** In place of a hub that is gone for good. */
    public void adopt(boolean sure) throws ConsoleException {
        var client = ConsoleClient.open(data);
        var nodes = client.get(PATH);
        var own = text(nodes, "node_id");
        if (!sure && !hubAnswers(nodes)) {
            throw new ConsoleException("""
                This node would be the hub from now on, with what it has of the log. What only the old hub's disk has would
                be missing, and the old hub may not write any more. When it is gone for good: ./tutti adopt --yes\
                """);
        }
        client.post(PATH + "/" + checked(own) + "/hub");
        out.println("This node is the hub now.");
    }

    /** Whether the hub answers, or is this node: then the request is refused, and says why. */
    private static boolean hubAnswers(JsonNode nodes) {
        return member(nodes, text(nodes, "hub")).filter(hub -> !isOut(hub)).isPresent();
    }

    private static String checked(String node) throws ConsoleException {
        if (!node.matches("[0-9a-fA-F]{8,64}")) {
            throw new ConsoleException(
                    "A node id has 64 hexadecimal digits; its first eight will do. ./tutti nodes shows them.");
        }
        return node;
    }

    private static String shown(JsonNode node) {
        var id = text(node, "node_id");
        return id.substring(0, Math.min(id.length(), SHOWN_ID));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private void print(List<List<String>> rows) {
        TextTable.print(rows, out);
    }
}
