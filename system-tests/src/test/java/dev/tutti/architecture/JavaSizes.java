package dev.tutti.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Lines and parameters of every method of the Java sources, as the compiler's own parser sees them. */
final class JavaSizes {
    private final Map<String, Integer> methodLines = new TreeMap<>();
    private final Map<String, Integer> parameters = new TreeMap<>();

    static JavaSizes of(Path root, List<String> paths) {
        var sizes = new JavaSizes();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(
                    paths.stream().map(root::resolve).toList());
            var task = (JavacTask) compiler.getTask(null, files, _ -> {}, List.of("-proc:none"), null, units);
            var trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                var path = root.relativize(Path.of(unit.getSourceFile().toUri()))
                        .toString()
                        .replace('\\', '/');
                sizes.new Scanner(path, unit, trees).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }

    Map<String, Integer> methodLines() {
        return methodLines;
    }

    Map<String, Integer> parameters() {
        return parameters;
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final String path;
        private final CompilationUnitTree unit;
        private final Trees trees;

        Scanner(String path, CompilationUnitTree unit, Trees trees) {
            this.path = path;
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            var where = path + "#" + (method.getReturnType() == null ? "new" : method.getName());
            var body = method.getBody();
            if (body != null) {
                var positions = trees.getSourcePositions();
                var lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, body));
                long last = lines.getLineNumber(positions.getEndPosition(unit, body));
                methodLines.merge(where, (int) (last - first + 1), Math::max);
            }
            if (!isRecordConstructor(method)) {
                parameters.merge(where, method.getParameters().size(), Math::max);
            }
            return super.visitMethod(method, null);
        }

        private boolean isRecordConstructor(MethodTree method) {
            return method.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.RECORD;
        }
    }
}
