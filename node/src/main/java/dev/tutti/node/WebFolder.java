package dev.tutti.node;

import dev.tutti.gateway.http.WebApp;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the page's files: beside the jars, or where {@code -Dtutti.web} says. */
final class WebFolder {
    private WebFolder() {}

    static WebApp read() throws StartException {
        try {
            var set = System.getProperty("tutti.web");
            var jar = Path.of(WebFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var folder = set == null ? jar.resolveSibling("../web").normalize() : Path.of(set);
            return Files.isDirectory(folder) ? WebApp.read(folder) : WebApp.empty();
        } catch (URISyntaxException e) {
            throw new StartException("The page's files cannot be found", e);
        }
    }
}
