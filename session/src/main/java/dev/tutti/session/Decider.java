package dev.tutti.session;

/**
 * Says what follows from a command: pure, so the same state, command and context always give the same decision.
 *
 * @param <C> the commands of its feature
 */
@FunctionalInterface
public interface Decider<C extends Command> {
    Decision decide(SessionState state, C command, DecideContext context);
}
