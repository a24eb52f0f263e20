package dev.tutti.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DtlsFingerprintTest {
    private static final byte[] CERTIFICATE = {1, 2, 3};

    @Test
    void whatIsWrittenIntoSdpIsReadAgain() {
        var fingerprint = DtlsFingerprint.sha256(CERTIFICATE);
        assertThat(DtlsFingerprint.parse(fingerprint.sdpValue())).isEqualTo(fingerprint);
        assertThat(DtlsFingerprint.parse("SHA-256 " + fingerprint.hex().toLowerCase(Locale.ROOT)))
                .isEqualTo(fingerprint);
    }

    @Test
    void onlyTheSameCertificateMatches() {
        var fingerprint = DtlsFingerprint.sha256(CERTIFICATE);
        assertThat(fingerprint.matches(CERTIFICATE)).isTrue();
        assertThat(fingerprint.matches(new byte[] {1, 2, 4})).isFalse();
    }

    @Test
    void weakMalformedOrShortFingerprintsAreRefused() {
        for (String text : new String[] {
            "", "sha-256", "md5 00:11", "sha-1 00:11", "sha-256 00:11", "sha-256 " + "zz:".repeat(31) + "zz"
        }) {
            assertThatThrownBy(() -> DtlsFingerprint.parse(text))
                    .as("'%s'", text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void weAreTheServerWhereverWeMayChoose() {
        assertThat(DtlsSetup.ACTPASS.answer()).isEqualTo(DtlsSetup.PASSIVE);
        assertThat(DtlsSetup.ACTIVE.answer()).isEqualTo(DtlsSetup.PASSIVE);
        assertThat(DtlsSetup.PASSIVE.answer()).isEqualTo(DtlsSetup.ACTIVE);
    }
}
