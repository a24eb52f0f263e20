package dev.tutti.media.sdp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.ice.IceCredentials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends as a description is refused or answered, and our answer can be read. */
class SdpFuzzTest {
    private static final LocalTransport LOCAL = new LocalTransport(
            new IceCredentials("ourfrag1", "ourpasswordourpasswordou"),
            List.of(),
            DtlsFingerprint.parse(Offers.FINGERPRINT));

    @FuzzTest(maxDuration = "10s")
    void anyTextIsRefusedOrAnswered(FuzzedDataProvider data) {
        check(data.consumeRemainingAsString());
    }

    @Test
    void realOffersCutAndChangedAnywhereAreRefusedOrAnswered() {
        String offer = Offers.chromium();
        for (int i = 0; i < offer.length(); i += 7) {
            check(offer.substring(0, i));
            check(offer.substring(i));
            check(offer.substring(0, i) + (char) (offer.charAt(i) ^ 1) + offer.substring(i + 1));
            check(offer.substring(0, i) + '\n' + offer.substring(i));
        }
    }

    private static void check(String text) {
        try {
            var offer = SdpParser.parse(text);
            var plans = new ArrayList<SectionPlan>();
            for (SdpSection section : offer.sections()) {
                plans.add(plan(section));
            }
            SdpParser.parse(SdpWriter.answer(offer, plans, LOCAL, new SdpOrigin(1, 1)));
        } catch (SdpException e) {
            // Refusing is right; anything else thrown fails the test.
        }
    }

    private static SectionPlan plan(SdpSection section) {
        if (section.rejected()) {
            return new SectionPlan.Rejected();
        }
        if (section.application()) {
            return new SectionPlan.Data();
        }
        return section.audio() ? new SectionPlan.Receive(true, true, true) : new SectionPlan.Inactive();
    }
}
