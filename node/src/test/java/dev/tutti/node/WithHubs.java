package dev.tutti.node;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of several whole hubs begin and end with. */
abstract class WithHubs {
    @TempDir
    Path folder;

    SeveralHubs hubs;

    @BeforeEach
    void openHubs() {
        hubs = new SeveralHubs(folder);
    }

    @AfterEach
    void closeHubs() throws Exception {
        hubs.close();
    }
}
