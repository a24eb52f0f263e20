package dev.tutti.media.sdp;

import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.transport.RemoteDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer's offer or answer; the order of the sections is theirs and never changes. */
public record SdpDescription(List<SdpSection> sections) {
    public SdpDescription {
        sections = List.copyOf(sections);
    }

    /** The bundle's transport, which the first section that is not rejected describes; null when none does. */
    public @Nullable RemoteDescription remote() {
        for (SdpSection section : sections) {
            if (!section.rejected() && section.ice() != null && section.fingerprint() != null) {
                var setup = section.setup() == null ? DtlsSetup.ACTPASS : section.setup();
                return new RemoteDescription(section.ice(), section.fingerprint(), setup);
            }
        }
        return null;
    }

    /** The ICE credentials of the bundle, null when there are none. */
    public @Nullable IceCredentials ice() {
        var remote = remote();
        return remote == null ? null : remote.ice();
    }
}
