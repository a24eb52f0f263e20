package dev.tutti.node.cluster;

import dev.tutti.cluster.Mail;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.auth.EndedFamily;
import dev.tutti.wire.EndedTokens;
import dev.tutti.wire.LinkMessage.TokensEnded;
import dev.tutti.wire.SessionTag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lines of refresh tokens that end at one node end at all: told at once, and whole to each node with a new link. What does
 * not fit into the queue is told again with the next link. Thread-safe; the disk is waited for on a thread of its own.
 */
public final class NodeEndings implements Mail.Links, AutoCloseable {
    private static final int WAITING = 256;

    private final NodeMail mail;
    private final Authenticator people;
    private final ThreadPoolExecutor disk;

    private NodeEndings(NodeMail mail, Authenticator people) {
        this.mail = mail;
        this.people = people;
        disk = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("node-endings").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Begins to tell and to hear; nodes that are linked already hear at once. */
    public static NodeEndings start(NodeMail mail, Authenticator people) {
        var endings = new NodeEndings(mail, people);
        people.onEnd(ended -> mail.linked().forEach(peer -> endings.tell(peer, List.of(ended))));
        mail.on(TokensEnded.class, (_, _, said) -> endings.disk.execute(() -> endings.heard(said)));
        mail.onLinks(endings);
        mail.linked().forEach(endings::up);
        return endings;
    }

    @Override
    public void up(NodeId peer) {
        disk.execute(() -> tell(peer, people.ended()));
    }

    @Override
    public void close() {
        disk.shutdown();
    }

    private void tell(NodeId peer, List<EndedFamily> ended) {
        for (int from = 0; from < ended.size(); from += TokensEnded.MAX_FAMILIES) {
            var part = new ArrayList<EndedTokens>();
            for (var one : ended.subList(from, Math.min(ended.size(), from + TokensEnded.MAX_FAMILIES))) {
                part.add(new EndedTokens(one.id(), one.untilMs()));
            }
            mail.send(peer, SessionTag.NONE, new TokensEnded(part));
        }
    }

    private void heard(TokensEnded said) {
        for (var one : said.families()) {
            people.end(new EndedFamily(one.family(), one.untilMs()));
        }
    }
}
