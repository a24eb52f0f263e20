package dev.tutti.node.doctor;

import java.util.List;

/** Do others get through to this machine at all? Whoever is connected proves it; nobody connected proves nothing. */
final class IsolationCheck implements Check {
    private static final String NAME = "isolation";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var visitors = patient.hub().map(Patient.RunningHub::visitors);
        if (visitors.isEmpty() || visitors.get().isEmpty()) {
            return List.of();
        }
        int others = visitors.get().getAsInt();
        if (others > 0) {
            return List.of(Finding.ok(
                    NAME,
                    "",
                    others == 1 ? "one other machine is connected" : others + " other machines are connected"));
        }
        return List.of(Finding.hint(
                NAME,
                "",
                "no other machine is connected at the moment",
                "If a phone in this network shows nothing at all at the hub's address, turn off client isolation (also: AP"
                        + " isolation, guest network) at the access point, or use a cable."));
    }
}
