/**
 * What can be configured, and where a value came from.
 *
 * <p>{@link dev.tutti.node.config.Settings} is the one list: the command line, the environment, the file and
 * docs/operating.md all follow it. {@link dev.tutti.node.config.ConfigReader} merges the sources (flag over environment over file over
 * default) and collects every problem before it gives up, each with its origin and what is allowed.
 */
@NullMarked
package dev.tutti.node.config;

import org.jspecify.annotations.NullMarked;
