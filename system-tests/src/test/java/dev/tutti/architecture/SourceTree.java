package dev.tutti.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The repository's own text files, without what is built or installed. */
final class SourceTree {
    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", "dist", ".git", ".idea", ".vscode", "data", "test-results");
    private static final Set<String> TEXTS = Set.of(
            "java",
            "ts",
            "tsx",
            "js",
            "mjs",
            "css",
            "html",
            "xml",
            "json",
            "md",
            "sh",
            "c",
            "conf",
            "yml",
            "yaml",
            "properties",
            "txt",
            "sql");

    /** A file, its path from the root with forward slashes, and its lines. */
    record Source(String path, List<String> lines) {
        boolean isJava() {
            return path.endsWith(".java");
        }

        boolean isTest() {
            return path.contains("/src/test/") || path.startsWith("system-tests/") || path.matches(".*\\.test\\.tsx?");
        }

        /** Java, TypeScript, styles and scripts: what people write by hand and others read. */
        boolean isCode() {
            return path.matches(".*\\.(java|tsx?|css|sh|c)") || !path.contains(".");
        }

        String fileName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private SourceTree() {}

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("STYLE.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "The repository's root is not above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    static List<Source> sources() {
        var root = root();
        var found = new ArrayList<Source>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = NOT_OURS.contains(String.valueOf(folder.getFileName()));
                    return skip && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    var path = root.relativize(file).toString().replace('\\', '/');
                    if (isText(path)) {
                        found.add(new Source(path, Files.readAllLines(file, StandardCharsets.UTF_8)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private static boolean isText(String path) {
        int dot = path.lastIndexOf('.');
        return TEXTS.contains(path.substring(dot + 1))
                || Set.of("tutti", "dev", ".ci/run").contains(path);
    }
}
