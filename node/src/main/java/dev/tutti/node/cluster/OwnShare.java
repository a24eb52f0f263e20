package dev.tutti.node.cluster;

import dev.tutti.foundation.Sha256;
import dev.tutti.session.core.FactStore;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What this node's configuration once gave all nodes, so that it can be taken back; only hashes of it are kept. Guarded by
 * its caller.
 */
final class OwnShare {
    private static final String FACT = "cluster/own-share";
    private static final int MAX = 128;
    private static final int HASH_BYTES = 16;

    private final FactStore facts;

    OwnShare(FactStore facts) {
        this.facts = facts;
    }

    /** One thing of that name. */
    static String of(String name, String secret) {
        return new Sha256()
                .text("shared by this node's configuration")
                .text(name)
                .text(secret)
                .hex(HASH_BYTES);
    }

    Set<String> given() {
        var text = facts.get(FACT).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        return new LinkedHashSet<>(text.map(one -> List.of(one.split("\n"))).orElse(List.of()));
    }

    /** These too from now on; the oldest are forgotten. */
    void give(List<String> now) {
        var before = given();
        if (before.containsAll(now)) {
            return;
        }
        var all = new LinkedHashSet<>(now);
        all.addAll(before);
        var kept = String.join("\n", all.stream().limit(MAX).toList());
        facts.put(FACT, kept.getBytes(StandardCharsets.US_ASCII));
    }
}
