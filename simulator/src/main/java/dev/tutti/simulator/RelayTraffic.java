package dev.tutti.simulator;

import dev.tutti.foundation.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * What voice costs the network by the ways of the hub, beside a full mesh of the participants: the production classes choose
 * the ways and pass real frames on, and every copy is counted. Prints its method, a table, and one JSON object last.
 */
public final class RelayTraffic {
    private static final int[] PARTICIPANTS = {10, 25, 50, 100};
    private static final int[] NODES = {1, 3, 5, 10};
    private static final int FRAMES_A_SECOND = 50;
    private static final int SECONDS = 10;
    private static final int MAX_CHILDREN = 4;
    /** IPv4 and UDP. */
    private static final int UDP_BYTES = 28;
    /** RTP header, its extension and the tag of SRTP. */
    private static final int SRTP_BYTES = 12 + 8 + 16;

    private static final String METHOD = """
            One of N participants talks for %d s: %d Opus packets of %d bytes a second. Participants are spread evenly over K
            nodes; node 1 leads, and one node relays to at most %d others. RelayControl chooses the ways on virtual time,
            VoiceRouter passes the frames on, and each copy is counted where it is sent.
            Mesh: what the same talk costs when everybody is connected with everybody and the talker sends to each (computed).
            kbit/s with IP, UDP and what each way of sending adds.
            """;

    private RelayTraffic() {}

    /** One line of the table. */
    private record Line(int participants, int nodes, RelayNetwork.Counts counts) {
        int meshConnections() {
            return participants * (participants - 1) / 2;
        }

        int connections() {
            return participants + nodes * (nodes - 1) / 2;
        }

        long meshKbps() {
            return kbps((participants - 1L)
                    * FRAMES_A_SECOND
                    * SECONDS
                    * (RelayNetwork.OPUS_BYTES + SRTP_BYTES + UDP_BYTES));
        }

        long uplinkKbps() {
            return kbps((long) FRAMES_A_SECOND * SECONDS * (RelayNetwork.OPUS_BYTES + SRTP_BYTES + UDP_BYTES));
        }

        long betweenKbps() {
            return kbps(counts.bytes() + counts.frames() * UDP_BYTES);
        }

        private static long kbps(long bytes) {
            return Math.round(bytes * 8 / 1000.0 / SECONDS);
        }

        String json() {
            return ("{\"participants\":%d,\"nodes\":%d,\"mesh\":{\"connections\":%d,\"uplink_kbps\":%d},\"hub\":{\"connections\":%d,"
                            + "\"uplink_kbps\":%d,\"between_nodes_kbps\":%d,\"copies_a_link\":%d,\"busiest_node_copies\":%d,\"heard\":%d}}")
                    .formatted(
                            participants,
                            nodes,
                            meshConnections(),
                            meshKbps(),
                            connections(),
                            uplinkKbps(),
                            betweenKbps(),
                            counts.mostOnALink(),
                            counts.busiestNode(),
                            counts.heard());
        }
    }

    public static void main(String[] args) {
        System.out.printf(METHOD + "%n", SECONDS, FRAMES_A_SECOND, RelayNetwork.OPUS_BYTES, MAX_CHILDREN);
        System.out.println("participants nodes | mesh: connections  talker sends | hub: connections  talker sends"
                + "  between nodes  most copies on a link  most copies by a node  everybody hears all");
        var lines = new ArrayList<Line>();
        for (int nodes : NODES) {
            for (int participants : PARTICIPANTS) {
                lines.add(line(participants, nodes));
            }
        }
        lines.forEach(RelayTraffic::print);
        System.out.println(
                "{\"relay\":[" + String.join(",", lines.stream().map(Line::json).toList()) + "]}");
    }

    private static void print(Line line) {
        System.out.printf(
                "%12d %5d | %17d %7d kbit/s | %16d %7d kbit/s %7d kbit/s %22d %22d  %s%n",
                line.participants(),
                line.nodes(),
                line.meshConnections(),
                line.meshKbps(),
                line.connections(),
                line.uplinkKbps(),
                line.betweenKbps(),
                line.counts().mostOnALink(),
                line.counts().busiestNode(),
                line.counts().heard() == (long) (line.nodes() - 1) * FRAMES_A_SECOND * SECONDS ? "yes" : "NO");
    }

    private static Line line(int participants, int nodes) {
        var network = new RelayNetwork(ids(nodes), MAX_CHILDREN);
        network.settle();
        // The talker is at the last node: its voice has the longest way.
        return new Line(participants, nodes, network.talk(nodes - 1, FRAMES_A_SECOND * SECONDS));
    }

    private static List<NodeId> ids(int nodes) {
        var ids = new ArrayList<NodeId>();
        for (int i = 0; i < nodes; i++) {
            var hash = new byte[NodeId.BYTES];
            hash[0] = (byte) (23 * i + 5);
            hash[7] = (byte) (i + 1);
            ids.add(NodeId.of(hash));
        }
        return ids;
    }
}
