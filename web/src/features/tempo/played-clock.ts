import { ALPHA, type ClockLine, perfAt, sessionAt } from './session-clock.ts';

/** Under this the click is stretched until it fits: a change of tempo of at most 0.12 %, which nobody hears. */
export const STRETCH_MS = 6;
/** Over this it cannot be right to wait for the bar line: it jumps at once. */
export const FORCED_MS = 40;

export type Steering = 'stretch' | 'waits' | 'snapped' | 'forced';

/**
 * Session time as this device plays it: follows the estimate without a jump inside a bar. A small error is stretched away,
 * a larger one corrected at the next bar line, a very large one at once.
 */
export class PlayedClock {
  private played: ClockLine | undefined;

  get line(): ClockLine | undefined {
    return this.played;
  }

  sessionAt(perfMs: number): number | undefined {
    return this.played && sessionAt(this.played, perfMs);
  }

  perfAt(sessionMs: number): number | undefined {
    return this.played && perfAt(this.played, sessionMs);
  }

  /**
   * Follows the estimate; call it a few times a second.
   *
   * @param atBar whether a bar line has passed since the last call, or nothing plays
   */
  steer(estimate: ClockLine, perfMs: number, atBar: boolean): Steering {
    const target = sessionAt(estimate, perfMs);
    if (!this.played) {
      this.jump(target, perfMs, estimate.rate);
      return 'forced';
    }
    const played = sessionAt(this.played, perfMs);
    const errorMs = target - played;
    if (Math.abs(errorMs) > FORCED_MS) {
      this.jump(target, perfMs, estimate.rate);
      return 'forced';
    }
    if (Math.abs(errorMs) >= STRETCH_MS) {
      if (atBar) {
        this.jump(target, perfMs, estimate.rate);
        return 'snapped';
      }
      this.played = { perfMs, sessionMs: played, rate: estimate.rate };
      return 'waits';
    }
    // An exponential average with α a second: each second a fifth of the error goes.
    this.played = { perfMs, sessionMs: played, rate: estimate.rate + (ALPHA * errorMs) / 1000 };
    return 'stretch';
  }

  private jump(sessionMs: number, perfMs: number, rate: number): void {
    this.played = { perfMs, sessionMs, rate };
  }
}
