package dev.tutti.node;

/** The version of this program. */
final class HubVersion {
    private HubVersion() {}

    /** From the jar's manifest; "dev" when run from class files. */
    static String text() {
        var version = HubVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
