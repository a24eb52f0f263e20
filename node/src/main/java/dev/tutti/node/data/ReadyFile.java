package dev.tutti.node.data;

import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code hub.json}: where the running hub is, for scripts and tests; there from ready to stop, for its owner only. */
public final class ReadyFile implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public ReadyFile(Path folder) throws DataException {
        file = folder.resolve("hub.json");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DataException("%s cannot be replaced: %s".formatted(file, e), e);
        }
    }

    /** Replaces the content; values are texts, numbers, lists and maps of them. */
    public void write(Map<String, Object> content) throws IOException {
        var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new LinkedHashMap<>(content)) + "\n";
        OwnerOnly.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
