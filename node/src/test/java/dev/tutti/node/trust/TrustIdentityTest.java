package dev.tutti.node.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.EntityResolver;
import org.xml.sax.InputSource;

class TrustIdentityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theFingerprintIsThatOfTheCertificateAndTheWordsAreFour() throws Exception {
        var certificate = CertificateAuthority.openOrCreate(folder, "Booth", () -> NOW, Entropy.seeded(7))
                .certificate();

        var identity = TrustIdentity.of(certificate);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        assertThat(identity.fingerprint())
                .isEqualTo(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        assertThat(identity.words()).hasSize(4).isSubsetOf(TrustWordList.WORDS);
    }

    @Test
    void wordsAreFixedForAFingerprintAndOtherForAnother() throws Exception {
        assertThat(TrustIdentity.words(new byte[32])).isEqualTo(TrustIdentity.words(new byte[32]));
        var seen = new HashSet<Object>();
        var entropy = Entropy.seeded(11);
        for (int i = 0; i < 1000; i++) {
            seen.add(TrustIdentity.words(entropy.bytes(32)));
        }
        assertThat(seen).hasSize(1000);
    }

    @Test
    void noTwoWordsAreOneLetterApart() {
        var words = TrustWordList.WORDS;
        assertThat(words).hasSize(512).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]{3,12}"));
        for (String one : words) {
            for (String other : words) {
                assertThat(one.equals(other) || !differInOneLetter(one, other))
                        .as(one + " and " + other)
                        .isTrue();
            }
        }
    }

    @Test
    void theProfileIsWellFormedAndHoldsTheCertificate() throws Exception {
        var certificate = CertificateAuthority.openOrCreate(folder, "Bo & <Co>", () -> NOW, Entropy.seeded(7))
                .certificate();

        byte[] profile = MobileConfig.encode(certificate, "Bo & <Co>");

        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        EntityResolver offline = (_, _) -> new InputSource(new ByteArrayInputStream(new byte[0]));
        builder.setEntityResolver(offline);
        var document = builder.parse(new ByteArrayInputStream(profile));
        var data = document.getElementsByTagName("data").item(0).getTextContent();
        assertThat(Base64.getDecoder().decode(data)).isEqualTo(certificate.getEncoded());
        assertThat(new String(profile, StandardCharsets.UTF_8)).contains("Bo &amp; &lt;Co&gt;");
    }

    private static boolean differInOneLetter(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        int different = 0;
        for (int i = 0; i < one.length(); i++) {
            different += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return different == 1;
    }
}
