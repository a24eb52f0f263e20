package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.http.WebApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebAppTest {
    @TempDir
    private Path folder;

    private TestHub hub() throws IOException {
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve("index.html"), "<!doctype html>page");
        Files.writeString(folder.resolve("sw.js"), "self.skipWaiting()");
        Files.writeString(folder.resolve("manifest.webmanifest"), "{}");
        Files.writeString(folder.resolve("assets/index-DkT3x9Qa.js"), "plain");
        Files.writeString(folder.resolve("assets/index-DkT3x9Qa.js.br"), "brotli");
        Files.writeString(folder.resolve("assets/index-DkT3x9Qa.js.gz"), "gzipped");
        return new TestHub(TestHub.Wishes.NONE.web(WebApp.read(folder)));
    }

    @Test
    void hashedFilesAreKeptForEverAndThePageIsAskedForAgain() throws IOException {
        try (TestHub hub = hub()) {
            TestClient.Answer script = hub.client().get("/assets/index-DkT3x9Qa.js");
            assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(script.header("Content-Type")).startsWith("text/javascript");
            for (String path : new String[] {"/", "/index.html", "/sw.js", "/manifest.webmanifest"}) {
                TestClient.Answer answer = hub.client().get(path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-cache");
                TestClient.Answer again = hub.client()
                        .header("If-None-Match", answer.header("ETag"))
                        .get(path);
                assertThat(again.status()).as(path).isEqualTo(304);
                assertThat(again.text()).isEmpty();
            }
            assertThat(hub.client().get("/").header("Content-Security-Policy")).contains("script-src 'self'");
        }
    }

    @Test
    void compressedFilesGoToWhoTakesThem() throws IOException {
        try (TestHub hub = hub()) {
            String path = "/assets/index-DkT3x9Qa.js";
            TestClient.Answer brotli =
                    hub.client().header("Accept-Encoding", "gzip, deflate, br").get(path);
            assertThat(brotli.text()).isEqualTo("brotli");
            assertThat(brotli.header("Content-Encoding")).isEqualTo("br");
            assertThat(hub.client()
                            .header("Accept-Encoding", "gzip, br;q=0")
                            .get(path)
                            .text())
                    .isEqualTo("gzipped");
            TestClient.Answer plain = hub.client().get(path);
            assertThat(plain.text()).isEqualTo("plain");
            assertThat(plain.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void pathsOfThePageGetThePageAndNothingElseDoes() throws IOException {
        try (TestHub hub = hub()) {
            TestClient.Answer join =
                    hub.client().header("Accept", "text/html,*/*").get("/join/K7M4RT");
            assertThat(join.status()).isEqualTo(200);
            assertThat(join.text()).contains("page");
            assertThat(hub.client().get("/join/K7M4RT").status()).isEqualTo(404);
            assertThat(hub.client()
                            .header("Accept", "text/html")
                            .get("/assets/gone-AAAAAAAA.js")
                            .status())
                    .isEqualTo(404);
            assertThat(hub.client().get("/../secret").status()).isIn(400, 404);
            assertThat(hub.client().get("/%2e%2e/secret").status()).isIn(400, 404);
            assertThat(hub.client().header("Accept", "text/html").get("/hub").header("Content-Type"))
                    .startsWith("application/json");
        }
    }
}
