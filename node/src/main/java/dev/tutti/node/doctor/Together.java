package dev.tutti.node.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs side by side what mostly waits for the network. */
final class Together {
    private Together() {}

    /** @param late what stands for the task of that number when it took too long, or failed */
    static <T> List<T> run(List<Callable<T>> tasks, long withinMs, IntFunction<T> late) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var results = new ArrayList<T>();
        try {
            for (var task : threads.invokeAll(tasks, withinMs, TimeUnit.MILLISECONDS)) {
                try {
                    results.add(task.get());
                } catch (ExecutionException | CancellationException _) {
                    results.add(late.apply(results.size()));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        return results;
    }
}
