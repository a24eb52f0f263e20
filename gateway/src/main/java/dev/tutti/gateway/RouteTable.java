package dev.tutti.gateway;

import static dev.tutti.gateway.http.Route.Access.KEEPER;
import static dev.tutti.gateway.http.Route.Access.KNOWN_OR_NOT;
import static dev.tutti.gateway.http.Route.Access.OPERATOR;
import static dev.tutti.gateway.http.Route.Access.OWNER;
import static dev.tutti.gateway.http.Route.Access.PUBLIC;
import static dev.tutti.gateway.http.Route.delete;
import static dev.tutti.gateway.http.Route.get;
import static dev.tutti.gateway.http.Route.patch;
import static dev.tutti.gateway.http.Route.post;

import dev.tutti.gateway.auth.AuthHandlers;
import dev.tutti.gateway.http.RateLimit;
import dev.tutti.gateway.http.Route;
import dev.tutti.gateway.hub.HubHandlers;
import dev.tutti.gateway.hub.NodeHandlers;
import dev.tutti.gateway.sessions.ChannelHandlers;
import dev.tutti.gateway.sessions.InviteHandlers;
import dev.tutti.gateway.sessions.ParticipantHandlers;
import dev.tutti.gateway.sessions.SessionHandlers;
import dev.tutti.gateway.sessions.TempoHandlers;
import dev.tutti.gateway.wire.AuthMessages.AuthAnswer;
import dev.tutti.gateway.wire.AuthMessages.ExchangeRequest;
import dev.tutti.gateway.wire.AuthMessages.RefreshRequest;
import dev.tutti.gateway.wire.ChannelMessages.ChannelAnswer;
import dev.tutti.gateway.wire.ChannelMessages.ChannelPatch;
import dev.tutti.gateway.wire.ChannelMessages.ChannelRequest;
import dev.tutti.gateway.wire.DoctorMessages.DoctorAnswer;
import dev.tutti.gateway.wire.HubMessages.HealthAnswer;
import dev.tutti.gateway.wire.HubMessages.HubAnswer;
import dev.tutti.gateway.wire.InviteMessages.InviteListAnswer;
import dev.tutti.gateway.wire.InviteMessages.InviteRequest;
import dev.tutti.gateway.wire.InviteMessages.InviteView;
import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodeInviteAnswer;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import dev.tutti.gateway.wire.ParticipantMessages.ApproveRequest;
import dev.tutti.gateway.wire.ParticipantMessages.JoinAnswer;
import dev.tutti.gateway.wire.ParticipantMessages.JoinRequest;
import dev.tutti.gateway.wire.ParticipantMessages.ParticipantAnswer;
import dev.tutti.gateway.wire.ParticipantMessages.RoleRequest;
import dev.tutti.gateway.wire.SessionMessages.CodeAnswer;
import dev.tutti.gateway.wire.SessionMessages.CreateSessionAnswer;
import dev.tutti.gateway.wire.SessionMessages.CreateSessionRequest;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SessionMessages.MediaTokenAnswer;
import dev.tutti.gateway.wire.SessionMessages.MediaTokenRequest;
import dev.tutti.gateway.wire.SessionMessages.SessionAnswer;
import dev.tutti.gateway.wire.SessionMessages.SessionListAnswer;
import dev.tutti.gateway.wire.SessionMessages.SettingsRequest;
import dev.tutti.gateway.wire.SessionMessages.Snapshot;
import dev.tutti.gateway.wire.TempoMessages.TempoAnswer;
import dev.tutti.gateway.wire.TempoMessages.TempoControllerRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoStartRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoStopRequest;
import java.util.List;
import java.util.stream.Stream;

/** Every REST route of the hub, declared once. */
final class RouteTable {
    private static final String SESSION = "/session/{id}";
    private static final String PARTICIPANT = "/session/{id}/participants/{userId}";
    private static final String CHANNEL = "/session/{id}/channels/{channelId}";

    private RouteTable() {}

    /** Who does the work. */
    record Handlers(
            AuthHandlers auth,
            HubHandlers hub,
            NodeHandlers nodes,
            SessionHandlers sessions,
            ParticipantHandlers participants,
            ChannelHandlers channels,
            InviteHandlers invites,
            RehearsalRoutes.Handlers rehearsal,
            TempoHandlers tempo) {}

    static List<Route> routes(Handlers h) {
        return Stream.of(
                        auth(h.auth),
                        hub(h.hub),
                        nodes(h.nodes),
                        sessions(h.sessions),
                        participants(h.participants),
                        channels(h.channels),
                        invites(h.invites),
                        RehearsalRoutes.routes(h.rehearsal),
                        tempo(h.tempo))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> auth(AuthHandlers auth) {
        return List.of(
                post("/auth/exchange", "exchange", "A code, or a session open to this network, for tokens")
                        .access(KNOWN_OR_NOT)
                        .limited(RateLimit.EXCHANGE)
                        .takes(ExchangeRequest.class)
                        .answers(AuthAnswer.class)
                        .refuses(404, "CODE_UNKNOWN")
                        .refuses(404, "SESSION_UNKNOWN")
                        .refuses(410, "CODE_EXPIRED")
                        .refuses(403, "LISTEN_ONLY")
                        .by(auth::exchange),
                post("/auth/refresh", "refresh", "A refresh token for the next pair, if its holder is still let in")
                        .access(PUBLIC)
                        .limited(RateLimit.REFRESH)
                        .takes(RefreshRequest.class)
                        .answers(AuthAnswer.class)
                        .refuses(401, "REFRESH_REFUSED")
                        .refuses(401, "SESSION_CLOSED")
                        .by(auth::refresh));
    }

    private static List<Route> hub(HubHandlers hub) {
        return List.of(
                get("/hub", "hub", "The hub as a stranger may see it")
                        .access(PUBLIC)
                        .answers(HubAnswer.class)
                        .by(hub::hub),
                get("/healthz", "alive", "The process answers")
                        .access(PUBLIC)
                        .answers(HealthAnswer.class)
                        .by(hub::alive),
                get("/readyz", "ready", "The store takes writes, the media loop turns, the ports are bound")
                        .access(PUBLIC)
                        .answers(HealthAnswer.class)
                        .refuses(503, "HealthAnswer")
                        .by(hub::ready),
                get("/metrics", "metrics", "Measurements for Prometheus")
                        .access(OPERATOR)
                        .answersWith("text/plain")
                        .by(hub::metrics),
                get("/hub/doctor", "doctor", "Why others may not get in, as far as the hub's machine can see")
                        .access(KEEPER)
                        .answers(DoctorAnswer.class)
                        .by(hub::doctor),
                get("/trust/ca.crt", "certificate", "The hub's certificate authority")
                        .access(PUBLIC)
                        .answersWith("application/x-x509-ca-cert")
                        .by(hub::certificate),
                get("/trust/ca.mobileconfig", "mobileConfig", "The same as a profile for iOS")
                        .access(PUBLIC)
                        .answersWith("application/x-apple-aspen-config")
                        .by(hub::mobileConfig));
    }

    private static List<Route> nodes(NodeHandlers nodes) {
        return List.of(
                get("/hub/nodes", "nodes", "The nodes that are one hub together, who waits, and who was seen")
                        .access(KEEPER)
                        .answers(NodesAnswer.class)
                        .by(nodes::list),
                get("/hub/cluster", "cluster", "Who leads, whom this node reaches, and the election's last steps")
                        .access(KEEPER)
                        .answers(ClusterAnswer.class)
                        .by(nodes::cluster),
                post("/hub/nodes/invites", "inviteNode", "A code that lets one node in")
                        .access(KEEPER)
                        .creates(NodeInviteAnswer.class)
                        .by(nodes::invite),
                post("/hub/nodes/{nodeId}/admit", "admitNode", "Lets a node in that waits, or was removed")
                        .access(KEEPER)
                        .answers(NodeAnswer.class)
                        .refuses(404, "NODE_UNKNOWN")
                        .by(nodes::admit),
                post("/hub/nodes/{nodeId}/hub", "makeHub", "Makes that node the hub, which writes the log")
                        .access(KEEPER)
                        .answers(NodeAnswer.class)
                        .refuses(404, "NODE_UNKNOWN")
                        .refuses(409, "NODE_BEHIND")
                        .refuses(409, "PROVISIONAL")
                        .refuses(409, "HUB_ELSEWHERE")
                        .refuses(409, "IS_HUB")
                        .by(nodes::makeHub),
                post("/hub/log/anew", "copyAnew", "Puts this node's log aside, where it differs, and copies the hub's")
                        .access(KEEPER)
                        .answers(NodeAnswer.class)
                        .refuses(409, "IS_HUB")
                        .refuses(409, "NO_HUB")
                        .refuses(409, "LOG_HEALTHY")
                        .refuses(503, "STORAGE_FAILED")
                        .by(nodes::copyAnew),
                delete("/hub/nodes/{nodeId}", "removeNode", "Refuses a node that waits, or removes a member")
                        .access(KEEPER)
                        .answers(NodeAnswer.class)
                        .refuses(404, "NODE_UNKNOWN")
                        .refuses(409, "IS_HUB")
                        .refuses(409, "IS_SELF")
                        .by(nodes::remove));
    }

    private static List<Route> sessions(SessionHandlers sessions) {
        return List.of(
                post("/session", "createSession", "Opens a session; its maker is the host")
                        .access(OWNER)
                        .takes(CreateSessionRequest.class)
                        .creates(CreateSessionAnswer.class)
                        .refuses(409, "LIMIT_REACHED")
                        .by(sessions::create),
                get("/session", "listSessions", "The sessions that the caller may see")
                        .answers(SessionListAnswer.class)
                        .by(sessions::list),
                get(SESSION + "/snapshot", "snapshot", "All that the caller may see of the session, now")
                        .answers(Snapshot.class)
                        .refuses(410, "SESSION_CLOSED")
                        .by(sessions::snapshot),
                patch(SESSION + "/settings", "changeSettings", "Changes what is given")
                        .takes(SettingsRequest.class)
                        .answers(SessionAnswer.class)
                        .by(sessions::settings),
                post(SESSION + "/code", "rotateCode", "A new join code; the old one stops working")
                        .answers(CodeAnswer.class)
                        .by(sessions::rotateCode),
                post(SESSION + "/close", "closeSession", "Ends the session for everybody")
                        .answers(DoneAnswer.class)
                        .by(sessions::close),
                post(SESSION + "/media-token", "mediaToken", "Where and with what a LiveKit client joins the voice")
                        .forListenersToo()
                        .takes(MediaTokenRequest.class)
                        .answers(MediaTokenAnswer.class)
                        .by(sessions::mediaToken));
    }

    private static List<Route> participants(ParticipantHandlers participants) {
        return List.of(
                post(SESSION + "/join", "join", "Comes in, or waits for a host")
                        .forListenersToo()
                        .limited(RateLimit.JOIN)
                        .takes(JoinRequest.class)
                        .answers(JoinAnswer.class)
                        .refuses(410, "CODE_EXPIRED")
                        .refuses(410, "SESSION_CLOSED")
                        .by(participants::join),
                post(PARTICIPANT + "/approve", "approve", "Lets somebody in who waits")
                        .takes(ApproveRequest.class)
                        .answers(ParticipantAnswer.class)
                        .by(participants::approve),
                post(PARTICIPANT + "/role", "changeRole", "Gives somebody another role")
                        .takes(RoleRequest.class)
                        .answers(ParticipantAnswer.class)
                        .by(participants::role),
                delete(PARTICIPANT, "removeParticipant", "Removes somebody, or refuses who waits")
                        .answers(DoneAnswer.class)
                        .by(participants::remove),
                post(SESSION + "/leave", "leave", "The caller leaves")
                        .forListenersToo()
                        .answers(DoneAnswer.class)
                        .by(participants::leave));
    }

    private static List<Route> channels(ChannelHandlers channels) {
        return List.of(
                post(SESSION + "/channels", "createChannel", "Makes a talk group")
                        .takes(ChannelRequest.class)
                        .creates(ChannelAnswer.class)
                        .by(channels::create),
                patch(CHANNEL, "changeChannel", "Changes what is given")
                        .takes(ChannelPatch.class)
                        .answers(ChannelAnswer.class)
                        .by(channels::change),
                delete(CHANNEL, "deleteChannel", "Closes a talk group")
                        .answers(DoneAnswer.class)
                        .by(channels::delete));
    }

    private static List<Route> invites(InviteHandlers invites) {
        return List.of(
                post(SESSION + "/invites", "createInvite", "Makes a link that lets people in with a role")
                        .takes(InviteRequest.class)
                        .creates(InviteView.class)
                        .by(invites::create),
                get(SESSION + "/invites", "listInvites", "The links that are open")
                        .answers(InviteListAnswer.class)
                        .by(invites::list),
                delete(SESSION + "/invites/{code}", "revokeInvite", "Takes a link back")
                        .answers(DoneAnswer.class)
                        .by(invites::revoke),
                get(SESSION + "/qr.svg", "qr", "The join link of the session's code, or of an invite's, as a picture")
                        .query("code")
                        .answersWith("image/svg+xml")
                        .by(invites::qr));
    }

    private static List<Route> tempo(TempoHandlers tempo) {
        String base = SESSION + "/tempo";
        return List.of(
                get(base, "tempo", "The whole plan of the click, as tempo.anchor tells it")
                        .answers(TempoAnswer.class)
                        .by(tempo::tempo),
                post(base, "changeTempo", "Another tempo, signature or pattern: at the next bar line while it runs")
                        .takes(TempoRequest.class)
                        .answers(TempoAnswer.class)
                        .refuses(403, "TEMPO_NOT_AUTHORITY")
                        .refuses(400, "TEMPO_OUT_OF_RANGE")
                        .refuses(409, "TEMPO_BAR_PAST")
                        .by(tempo::change),
                delete(base + "/change", "undoTempoChange", "Takes back what waits: a change first, then a stop")
                        .answers(TempoAnswer.class)
                        .refuses(409, "TEMPO_NOTHING_WAITS")
                        .by(tempo::undo),
                post(base + "/start", "startTempo", "Counts in and starts the click")
                        .takes(TempoStartRequest.class)
                        .answers(TempoAnswer.class)
                        .refuses(409, "TEMPO_RUNS")
                        .by(tempo::start),
                post(base + "/stop", "stopTempo", "Stops the click at a bar line, or at once")
                        .takes(TempoStopRequest.class)
                        .answers(TempoAnswer.class)
                        .by(tempo::stop),
                post(base + "/controller", "handOverTempo", "Gives the click to somebody, or back to the MD")
                        .takes(TempoControllerRequest.class)
                        .answers(TempoAnswer.class)
                        .by(tempo::controller));
    }
}
