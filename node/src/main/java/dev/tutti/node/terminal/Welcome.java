package dev.tutti.node.terminal;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub says when it is ready.
 *
 * @param https for everybody; empty when nobody else reaches the hub
 * @param unreached why somebody may not, one sentence each
 * @param ownerLink the one-use link, at a start that made one
 */
public record Welcome(
        String name,
        List<String> https,
        List<String> unreached,
        String http,
        TrustLines trust,
        @Nullable OwnerLink ownerLink,
        long readyMs) {

    /** The one-use link, for a browser on this machine and for one on another. */
    public record OwnerLink(String here, String elsewhere) {}

    /** What people compare with their device, and since when it is another than before. */
    public record TrustLines(
            List<String> words,
            String fingerprint,
            @Nullable LocalDate renewedOn) {
        private void print(PrintWriter out) {
            out.println("  Trust words  " + String.join(" · ", words));
            out.println("               " + fingerprint);
            if (renewedOn != null) {
                out.println("               New since " + renewedOn
                        + ": devices that trusted the hub before trust it anew.");
            }
        }
    }

    /** Prints it, the QR code only where somebody can scan it. */
    public void print(PrintWriter out, boolean terminal) {
        out.println();
        out.println("  " + name + " is ready (" + readyMs + " ms)");
        out.println();
        printAddresses(out, terminal);
        trust.print(out);
        if (ownerLink != null) {
            out.println();
            out.println("  Yours, once  " + ownerLink.here());
            if (!ownerLink.elsewhere().equals(ownerLink.here())) {
                out.println("  or elsewhere " + ownerLink.elsewhere());
            }
            out.println("               Open it: it makes you the owner, and a room is waiting.");
        }
        out.println();
        out.println("  Ctrl-C stops the hub.");
        out.println();
        out.flush();
    }

    /** Printed again when the machine has moved to another network, or there is a new authority. */
    public void printAgain(PrintWriter out, boolean terminal) {
        printAddresses(out, terminal);
        trust.print(out);
        out.flush();
    }

    private void printAddresses(PrintWriter out, boolean terminal) {
        for (String url : https) {
            out.println("  Everybody    " + url);
        }
        for (String why : unreached) {
            out.println("  Everybody    " + why);
        }
        out.println("  This machine " + http);
        out.println();
        if (terminal && !https.isEmpty()) {
            for (String line : QrText.lines(https.getFirst(), true)) {
                out.println("  " + line);
            }
            out.println();
        }
        out.flush();
    }
}
