package dev.tutti.cluster.link;

import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.admission.Ask;
import dev.tutti.cluster.admission.AskLimit;
import dev.tutti.cluster.admission.Invite;
import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.admission.Verdict;
import dev.tutti.cluster.admission.Verdict.Reason;
import dev.tutti.cluster.shared.ClusterId;
import dev.tutti.cluster.shared.SharedBook;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.AdmissionVerdict;
import dev.tutti.wire.LinkMessage.AdmissionAnswer;
import dev.tutti.wire.LinkMessage.AdmissionRequest;
import dev.tutti.wire.Octets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may have a link: asks the admission book for those who come, and judges those we came to. Thread-safe. */
final class Door {
    private static final int ASKS_PER_ADDRESS = 30;
    private static final int ASKS_TOGETHER = 240;

    private final NodeId self;
    private final AdmissionBook book;
    private final SharedBook shared;
    private final AskLimit limit;

    Door(NodeId self, AdmissionBook book, SharedBook shared, NanoClock clock) {
        this.self = self;
        this.book = book;
        this.shared = shared;
        limit = new AskLimit(clock, ASKS_PER_ADDRESS, ASKS_TOGETHER);
    }

    /** What the peer's key, its words and the connection come to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Visitor(NodeId node, String name, String host, int port, byte[] exporter) {
        String address() {
            return host.contains(":") ? "[%s]:%d".formatted(host, port) : "%s:%d".formatted(host, port);
        }
    }

    /** What is said to somebody who came to us. */
    AdmissionAnswer answer(Visitor visitor, AdmissionRequest request) {
        if (visitor.node().equals(self)) {
            return no(Reason.SELF);
        }
        // Members come as often as they like: their key is proven.
        if (!book.isMember(visitor.node()) && !limit.take(visitor.host())) {
            return no(Reason.TOO_OFTEN);
        }
        boolean ours =
                Arrays.equals(request.cluster().toArray(), shared.cluster().bytes());
        if (!ours && !request.joining()) {
            return no(Reason.OTHER_CLUSTER);
        }
        var proof = request.proof().length() == 0
                ? Optional.<byte[]>empty()
                : Optional.of(request.proof().toArray());
        var ask = new Ask(
                visitor.node(), visitor.name(), visitor.address(), request.joining(), proof, visitor.exporter());
        return switch (book.ask(ask)) {
            case Verdict.Admitted admitted -> yes(admitted.inviteKey(), visitor.exporter());
            case Verdict.Pending _ -> answer(AdmissionVerdict.WAITING, Reason.OTHER, Octets.NONE);
            case Verdict.Refused refused -> no(refused.reason());
        };
    }

    private AdmissionAnswer yes(Optional<byte[]> inviteKey, byte[] exporter) {
        var proof = inviteKey.map(key -> Octets.of(Invite.proof(key, Invite.Side.INVITING, exporter)));
        return answer(AdmissionVerdict.ADMITTED, Reason.OTHER, proof.orElse(Octets.NONE));
    }

    private AdmissionAnswer no(Reason reason) {
        return answer(AdmissionVerdict.REFUSED, reason, Octets.NONE);
    }

    private AdmissionAnswer answer(AdmissionVerdict verdict, Reason reason, Octets proof) {
        return new AdmissionAnswer(
                verdict, reason.word(), Octets.of(shared.cluster().bytes()), "", proof);
    }

    /** How we ask to be let in where we came to. */
    AdmissionRequest request(Purpose purpose, String name, int httpsPort, byte[] exporter) {
        var proof = purpose.inviteKey().map(key -> Octets.of(Invite.proof(key, Invite.Side.JOINING, exporter)));
        return new AdmissionRequest(
                Octets.of(shared.cluster().bytes()),
                purpose.joining() && shared.isAlone(),
                httpsPort,
                proof.orElse(Octets.NONE),
                name);
    }

    /**
     * Whether we take the node that let us in for one of ours; null when we do, else why not. An invited node takes only
     * who proves to know the invite; one that joins without an invite takes who is at the address that the operator named.
     */
    @Nullable String objection(Visitor host, AdmissionAnswer answer, Purpose purpose) {
        boolean ours =
                Arrays.equals(answer.cluster().toArray(), shared.cluster().bytes());
        if (ours && book.isMember(host.node())) {
            return null;
        }
        if (book.isRemoved(host.node()) && !purpose.joining()) {
            return "it was removed here";
        }
        if (!purpose.joining() || !shared.isAlone()) {
            return ours ? "it is not known here as a member" : "it is of another cluster";
        }
        if (purpose.inviteKey().isPresent()) {
            byte[] expected = Invite.proof(purpose.inviteKey().get(), Invite.Side.INVITING, host.exporter());
            if (!MessageDigest.isEqual(expected, answer.proof().toArray())) {
                return "it let us in without knowing the invite";
            }
        }
        if (answer.cluster().length() != ClusterId.BYTES) {
            return "it names no cluster";
        }
        return null;
    }

    /** The operator's {@code --join} named it, and it did not object: from now on it is known by its key. */
    void trust(Visitor host) {
        book.trust(host.node(), host.name(), host.address(), Member.By.OPERATOR);
    }

    boolean isMember(NodeId node) {
        return book.isMember(node);
    }
}
