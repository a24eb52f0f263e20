package dev.tutti.node.doctor;

import dev.tutti.node.network.AddressText;
import dev.tutti.node.trust.HubTrust;
import java.util.ArrayList;
import java.util.List;

/** Has this machine an address that others reach, and that its authority may vouch for? */
final class AddressCheck implements Check {
    private static final String NAME = "addresses";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        if (patient.addresses().isEmpty()) {
            return List.of(Finding.failed(
                    NAME,
                    "",
                    "this machine is in no network",
                    "Plug a cable in, or join the Wi-Fi that the others are in."));
        }
        var findings = new ArrayList<Finding>();
        for (var address : patient.addresses()) {
            var text = AddressText.of(address);
            findings.add(
                    HubTrust.vouchesFor(address)
                            ? Finding.ok(NAME, text, "on a local network")
                            : Finding.warning(
                                    NAME,
                                    text,
                                    "not a local address: browsers warn of the certificate there",
                                    "Let people use another address of this machine."));
        }
        for (var bound : patient.config().places().bind()) {
            if (!bound.isLoopbackAddress() && !patient.addresses().contains(bound)) {
                findings.add(Finding.failed(
                        NAME,
                        AddressText.of(bound),
                        "--bind names it, and the machine does not have it",
                        "Leave --bind out, or name an address that the machine has."));
            }
        }
        return findings;
    }
}
