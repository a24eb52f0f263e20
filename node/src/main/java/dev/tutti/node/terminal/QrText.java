package dev.tutti.node.terminal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code as text: two modules a character, one above the other. */
public final class QrText {
    /** What the standard asks for is 4; phones read 2, and a terminal has few lines. */
    private static final int QUIET_MODULES = 2;

    private QrText() {}

    /**
     * The lines of the code. Light modules are drawn, dark ones are left blank, as a dark terminal needs it.
     *
     * @param coloured put black on white by ANSI colours, so that it also reads on a light terminal
     */
    public static List<String> lines(String content, boolean coloured) {
        var matrix = encode(content);
        var lines = new ArrayList<String>();
        for (int y = -QUIET_MODULES; y < matrix.getHeight() + QUIET_MODULES; y += 2) {
            var line = new StringBuilder();
            for (int x = -QUIET_MODULES; x < matrix.getWidth() + QUIET_MODULES; x++) {
                boolean upper = isLight(matrix, x, y);
                boolean lower = isLight(matrix, x, y + 1);
                line.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            lines.add(coloured ? "\u001b[97;40m" + line + "\u001b[0m" : line.toString());
        }
        return lines;
    }

    private static boolean isLight(ByteMatrix matrix, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < matrix.getWidth() && y < matrix.getHeight();
        return !inside || matrix.get(x, y) == 0;
    }

    private static ByteMatrix encode(String content) {
        try {
            return Encoder.encode(content, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code: " + content.length(), e);
        }
    }
}
