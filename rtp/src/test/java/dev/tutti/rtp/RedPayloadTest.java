package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RedPayloadTest {
    /** Two redundant blocks, 1920 and 960 ticks old, of two bytes each, and a primary one of three. */
    private static final String TWO_AND_ONE = "EF1E0002 EF0F0002 6F A1A2 B1B2 C1C2C3";

    private final RedPayload red = new RedPayload();

    @Test
    void blocksAreFoundOldestFirst() {
        assertThat(wrap(TWO_AND_ONE)).isTrue();
        assertThat(red.count()).isEqualTo(3);
        assertThat(red.timestampOffset(0)).isEqualTo(1920);
        assertThat(red.timestampOffset(1)).isEqualTo(960);
        assertThat(red.length(red.primary())).isEqualTo(3);
        assertThat(red.carriesOnly(111)).isTrue();
        assertThat(red.carriesOnly(96)).isFalse();
    }

    @Test
    void onlyAPrimaryBlockIsEnough() {
        assertThat(wrap("6F C1C2")).isTrue();
        assertThat(red.count()).isEqualTo(1);
    }

    @Test
    void rewritingKeepsBlocksAndChangesThePayloadType() {
        assertThat(wrap(TWO_AND_ONE)).isTrue();
        assertThat(rewritten(96, 0x3FFF)).isEqualTo("E01E0002E00F000260A1A2B1B2C1C2C3");
    }

    @Test
    void blocksOlderThanTheBoundAreStripped() {
        assertThat(wrap(TWO_AND_ONE)).isTrue();
        assertThat(rewritten(111, 960)).isEqualTo("EF0F00026FB1B2C1C2C3");
        assertThat(rewritten(111, 959)).isEqualTo("6FC1C2C3");
    }

    @Test
    void blocksLongerThanThePacketAreRefused() {
        assertThat(wrap("EF1E00FF 6F A1A2")).isFalse();
        assertThat(wrap("EF1E0002")).isFalse();
        assertThat(wrap("EF1E")).isFalse();
        assertThat(wrap("")).isFalse();
    }

    @Test
    void moreBlocksThanAnySenderUsesAreRefused() {
        assertThat(wrap("EF000000".repeat(RedPayload.MAX_BLOCKS - 1) + "6F")).isTrue();
        assertThat(wrap("EF000000".repeat(RedPayload.MAX_BLOCKS) + "6F")).isFalse();
    }

    private boolean wrap(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return red.wrap(bytes, 0, bytes.length);
    }

    private String rewritten(int payloadType, int maxTimestampOffset) {
        var target = new byte[64];
        int length = red.rewrite(target, 0, payloadType, maxTimestampOffset);
        return HexFormat.of().withUpperCase().formatHex(target, 0, length);
    }
}
