package dev.tutti.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Base64Url;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void aCursorComesBackAsItWas() {
        var main = Cursor.at(1, 105);
        var branch = new Cursor(2, 100, new Cursor.Branch(7, 0xfedcba9876543210L, 5));

        assertThat(Cursor.decode(main.encode())).contains(main);
        assertThat(Cursor.decode(branch.encode())).contains(branch);
    }

    @Test
    void whatIsNoCursorIsNone() {
        assertThat(Cursor.decode("")).isEmpty();
        assertThat(Cursor.decode("105")).isEmpty();
        assertThat(Cursor.decode("x".repeat(1_000))).isEmpty();
        assertThat(Cursor.decode(Base64Url.encode(new byte[17]))).isEmpty();
        assertThat(Cursor.decode(Cursor.at(0, 5).encode())).isEmpty();
        assertThat(Cursor.decode(Cursor.at(1, -5).encode())).isEmpty();
    }
}
