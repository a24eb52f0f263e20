package dev.tutti.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {
    private static final int SCALE = 4;

    @Test
    void aScannerReadsWhatTheTerminalShows() throws Exception {
        var url = "https://192.168.7.20:8443/join?code=K7M4RT";

        assertThat(scanned(QrText.lines(url, false))).isEqualTo(url);
    }

    @Test
    void everyLineIsEquallyLongAndColoursAddNothingVisible() {
        var plain = QrText.lines("https://10.0.0.5:8443/", false);
        var coloured = QrText.lines("https://10.0.0.5:8443/", true);

        assertThat(plain).allMatch(line -> line.length() == plain.getFirst().length());
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .isEqualTo(plain);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> QrText.lines("x".repeat(5000), false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String scanned(List<String> lines) throws Exception {
        int width = lines.getFirst().length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char character = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean light = character == '█' || character == (upper ? '▀' : '▄');
                pixels[y * width + x] = light ? 0xffffff : 0;
            }
        }
        var source = new RGBLuminanceSource(width, height, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
