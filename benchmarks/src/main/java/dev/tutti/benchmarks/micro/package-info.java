/** {@code ./dev bench micro}: JMH on the steps that every packet and every press goes through. Single-threaded. */
@NullMarked
package dev.tutti.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
