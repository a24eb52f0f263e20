package dev.tutti.node.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Is there a firewall on this machine that may keep others out? It shows what to let through, and changes nothing. */
final class FirewallCheck implements Check {
    private static final String NAME = "firewall";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var ports = patient.ports();
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return List.of(Finding.hint(
                    NAME, "", "not looked at on this system", "Allow incoming connections for Java when asked."));
        }
        var findings = new ArrayList<Finding>();
        Programs.run("ufw", "status")
                .filter(text -> text.contains("Status: active"))
                .ifPresent(text -> findings.add(ufw(text, ports)));
        Programs.run("firewall-cmd", "--state")
                .filter(text -> text.strip().equals("running"))
                .ifPresent(_ -> findings.add(Finding.hint(
                        NAME, "firewalld", "is on", "firewall-cmd " + ports.firewalld() + " (and --permanent)")));
        if (findings.isEmpty()) {
            rules(ports).ifPresent(findings::add);
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(NAME, "", "none was found that keeps others out"));
        }
        return findings;
    }

    static Finding ufw(String status, ServicePorts ports) {
        boolean named = status.contains(String.valueOf(ports.tls())) && status.contains(String.valueOf(ports.media()));
        return named
                ? Finding.ok(NAME, "ufw", "is on, and names the hub's ports")
                : Finding.warning(NAME, "ufw", "is on, and does not name the hub's ports", ports.ufw());
    }

    private static Optional<Finding> rules(ServicePorts ports) {
        var nft = Programs.run("nft", "list", "ruleset").filter(FirewallCheck::isKeepingOut);
        if (nft.isPresent()) {
            return Optional.of(hint("nftables", ports));
        }
        return Programs.run("iptables", "-S", "INPUT")
                .filter(text ->
                        text.contains("-P INPUT DROP") || text.contains("-j REJECT") || text.contains("-j DROP"))
                .map(_ -> hint("iptables", ports));
    }

    /** A chain that sees what comes in, and drops what no rule names, or rejects something. */
    static boolean isKeepingOut(String ruleset) {
        for (int at = ruleset.indexOf("hook input"); at >= 0; at = ruleset.indexOf("hook input", at + 1)) {
            int end = ruleset.indexOf('}', at);
            var chain = ruleset.substring(at, end < 0 ? ruleset.length() : end);
            if (chain.contains("policy drop") || chain.contains(" drop") || chain.contains(" reject")) {
                return true;
            }
        }
        return false;
    }

    private static Finding hint(String which, ServicePorts ports) {
        return Finding.hint(NAME, which, "has rules that keep something out", "Let through " + ports.plain() + ".");
    }
}
