package dev.tutti.gateway.http;

import dev.tutti.foundation.Sha256;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page, read into memory at the start: hashed ones are cached for ever, the others asked for again each
 * time; {@code .br} and {@code .gz} beside a file go to who takes them. Immutable.
 */
public final class WebApp {
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final Pattern HASHED = Pattern.compile(".*[-.][A-Za-z0-9_-]{8,}\\.[a-z0-9]+");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("wav", "audio/wav"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("map", "application/json"));

    private final Map<String, Asset> assets;

    /** @param encodings the same content, by the name of its encoding */
    private record Asset(String type, String etag, boolean immutable, Map<String, byte[]> encodings) {}

    private WebApp(Map<String, Asset> assets) {
        this.assets = assets;
    }

    /** Nothing to serve: the hub then answers its API only. */
    public static WebApp empty() {
        return new WebApp(Map.of());
    }

    /** Reads all files below a folder, which may lie in a jar. */
    public static WebApp read(Path root) {
        var contents = new HashMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(root)) {
            long total = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                total += content.length;
                if (total > MAX_BYTES) {
                    throw new IllegalArgumentException(root + " holds more than " + MAX_BYTES + " bytes");
                }
                contents.put("/" + root.relativize(file).toString().replace('\\', '/'), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the web app in " + root, e);
        }
        var assets = new HashMap<String, Asset>();
        contents.forEach((path, content) -> {
            if (!path.endsWith(".br") && !path.endsWith(".gz")) {
                assets.put(path, asset(path, content, contents));
            }
        });
        return new WebApp(Map.copyOf(assets));
    }

    private static Asset asset(String path, byte[] content, Map<String, byte[]> all) {
        var encodings = new HashMap<String, byte[]>();
        encodings.put("identity", content);
        for (String ending : List.of("br", "gz")) {
            byte[] compressed = all.get(path + "." + ending);
            if (compressed != null) {
                encodings.put("gz".equals(ending) ? "gzip" : ending, compressed);
            }
        }
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String etag = "\"" + new Sha256().bytes(content).hex(12) + "\"";
        boolean immutable = path.startsWith("/assets/") && HASHED.matcher(path).matches();
        return new Asset(TYPES.getOrDefault(extension, "application/octet-stream"), etag, immutable, encodings);
    }

    /** Answers with the file of that path, or with the page for paths that are the page's own; false when neither. */
    public boolean serve(Context ctx) {
        Optional<Asset> asset = find(ctx.path(), ctx.header("Accept"));
        asset.ifPresent(found -> serve(found, ctx));
        return asset.isPresent();
    }

    private Optional<Asset> find(String path, @Nullable String accept) {
        Asset asset = assets.get("/".equals(path) ? "/index.html" : path);
        if (asset != null) {
            return Optional.of(asset);
        }
        boolean page = accept != null && accept.contains("text/html") && path.indexOf('.', path.lastIndexOf('/')) < 0;
        return page ? Optional.ofNullable(assets.get("/index.html")) : Optional.empty();
    }

    private static void serve(Asset asset, Context ctx) {
        ctx.header("ETag", asset.etag);
        ctx.header("Vary", "Accept-Encoding");
        ctx.header("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
        if (asset.etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        String encoding = encoding(asset, ctx.header("Accept-Encoding"));
        if (!"identity".equals(encoding)) {
            ctx.header("Content-Encoding", encoding);
        }
        byte[] body = asset.encodings.get(encoding);
        ctx.contentType(asset.type).result(body == null ? new byte[0] : body);
    }

    private static String encoding(Asset asset, @Nullable String accepted) {
        if (accepted != null) {
            for (String encoding : List.of("br", "gzip")) {
                boolean takes = Stream.of(accepted.split(","))
                        .map(part -> part.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(part -> part.equals(encoding)
                                || (part.startsWith(encoding + ";")
                                        && !part.replace(" ", "").endsWith(";q=0")));
                if (takes && asset.encodings.containsKey(encoding)) {
                    return encoding;
                }
            }
        }
        return "identity";
    }
}
