import { describe, expect, it } from 'vitest';
import type { TempoAnchor, TempoView } from '../../client/wire.ts';
import { authorityAt, beatsOf, Timeline } from './plan.ts';
import { anchorOf } from './virtual-stage.ts';

function view(revision: number, anchor: Partial<TempoAnchor> = {}, more: Partial<TempoView> = {}): TempoView {
  return {
    revision,
    running: true,
    anchor: anchorOf({ anchor_timestamp_ms: 10_000, from_ms: 10_000, running: true, ...anchor }),
    authority: { role: 'md' },
    run: { start_ms: 10_000, first_bar: 1, count_in_bars: 0, count_in: 'click' },
    ...more,
  };
}

function timeline(...plans: TempoView[]): Timeline {
  const line = new Timeline();
  for (const plan of plans) line.follow(plan);
  return line;
}

const times = (line: Timeline, from: number, to: number): number[] =>
  line.clicks(from, to).map((c) => c.atMs);

describe('the plan', () => {
  it.each([
    ['2/4', 2],
    ['3/4', 3],
    ['4/4', 4],
    ['6/8', 2],
    ['12/8', 4],
  ])('%s has %d beats to conduct', (signature, beats) => {
    expect(beatsOf(signature)).toBe(beats);
  });

  it('clicks each beat once, whatever windows it is asked in', () => {
    const line = timeline(view(1, { bpm: 97.3 }));
    const whole = times(line, 0, 60_000);
    const pieces: number[] = [];
    for (let t = 0; t < 60_000; t += 7.7) pieces.push(...times(line, t, Math.min(60_000, t + 7.7)));
    expect(pieces).toEqual(whole);
    expect(whole).toHaveLength(Math.ceil((50_000 / 60_000) * 97.3));
  });

  it('subdivides and accents', () => {
    const line = timeline(
      view(1, { bpm: 60, subdivision: 'eighths', time_signature: '6/8', accents: [3, 0] }),
    );
    const bar = line.clicks(10_000, 12_000);
    expect(bar.map((c) => [c.beat, c.part, c.level])).toEqual([
      [0, 0, 3],
      [0, 1, 1],
      [0, 2, 1],
    ]);
    expect(bar[1]?.atMs).toBeCloseTo(10_000 + 1_000 / 3, 6);
    const four = timeline(view(1, { subdivision: 'sixteenths' }));
    expect(four.clicks(10_000, 10_500)).toHaveLength(4);
    expect(timeline(view(1, { subdivision: 'triplets' })).clicks(10_000, 10_500)).toHaveLength(3);
  });

  it('counts in before the first bar, also with silent beats', () => {
    const run = { start_ms: 10_000, first_bar: 33, count_in_bars: 1, count_in: 'click' } as const;
    const anchor = { anchor_bar_index: 33, anchor_timestamp_ms: 12_000, accents: [3, 0, 0, 0] };
    const line = timeline(view(1, anchor, { run }));
    expect(line.clicks(0, 12_000).map((c) => [c.bar, c.level, c.countIn])).toEqual([
      [32, 3, true],
      [32, 2, true],
      [32, 2, true],
      [32, 2, true],
    ]);
    expect(line.clicks(12_000, 14_000).map((c) => c.level)).toEqual([3]);
    expect(line.beatAt(11_600)).toMatchObject({ bar: 32, beat: 3, beats: 4, countIn: 1 });
    expect(line.beatAt(12_000)).toEqual({ bar: 33, beat: 0, beats: 4, phase: 0 });
    expect(line.beatAt(9_000)).toBeUndefined();
  });

  it('keeps what plays until the change begins, and forgets a change that was taken back', () => {
    const pending = anchorOf({ bpm: 60, anchor_bar_index: 3, anchor_timestamp_ms: 14_000, from_ms: 14_000 });
    const line = timeline(view(1), view(2, {}, { pending }));
    expect(times(line, 13_000, 16_500)).toEqual([13_000, 13_500, 14_000, 15_000, 16_000]);
    line.follow(view(3));
    expect(times(line, 13_000, 15_000)).toEqual([13_000, 13_500, 14_000, 14_500]);
  });

  it('an urgent change begins within the bar, and the bar goes on', () => {
    const urgent = { bpm: 60, anchor_bar_index: 2, anchor_timestamp_ms: 13_500, from_ms: 10_500 };
    const line = timeline(view(1), view(2, {}, { pending: anchorOf(urgent) }));
    expect(times(line, 10_000, 15_000)).toEqual([10_000, 10_500, 11_500, 12_500, 13_500, 14_500]);
    expect(line.beatAt(10_600)).toMatchObject({ bar: 1, beat: 1 });
    expect(line.beatAt(13_500)).toMatchObject({ bar: 2, beat: 0 });
  });

  it('a plan whose first moment is still to come leaves what plays alone until then', () => {
    const next = { bpm: 60, anchor_bar_index: 2, anchor_timestamp_ms: 12_000, from_ms: 12_000 };
    const line = timeline(view(1), view(2, next));
    expect(times(line, 11_000, 14_500)).toEqual([11_000, 11_500, 12_000, 13_000, 14_000]);
  });

  it('ends before the bar line it was told, and a new run begins anew', () => {
    const line = timeline(view(1, {}, { end: { bar: 2, at_ms: 12_000 } }));
    expect(times(line, 11_000, 14_000)).toEqual([11_000, 11_500]);
    expect(line.runs(12_000)).toBe(false);
    const run = { start_ms: 20_000, first_bar: 1, count_in_bars: 0, count_in: 'click' } as const;
    line.follow(view(2, { anchor_timestamp_ms: 20_000, from_ms: 20_000 }, { run }));
    expect(times(line, 11_000, 20_600)).toEqual([20_000, 20_500]);
    line.follow({ ...view(3), running: false });
    expect(times(line, 0, 60_000)).toEqual([]);
  });

  it('passes over an older plan, but not over an older snapshot', () => {
    const line = timeline(view(5, { bpm: 90 }));
    expect(line.follow(view(4))).toBe(false);
    expect(line.plan?.anchor.bpm).toBe(90);
    expect(line.follow(view(4), true)).toBe(true);
    expect(line.plan?.anchor.bpm).toBe(120);
  });

  it('finds bar lines of what waits', () => {
    const pending = anchorOf({ bpm: 60, anchor_bar_index: 3, anchor_timestamp_ms: 14_000, from_ms: 14_000 });
    const line = timeline(view(1, {}, { pending }));
    expect([line.barMs(2), line.barMs(3), line.barMs(4)]).toEqual([12_000, 14_000, 18_000]);
  });

  it('hands over at the bar line', () => {
    const plan = view(1, {}, { handoff: { user_id: 'ben', bar: 4, at_ms: 16_000 } });
    const beat = { bar: 3, beat: 0, beats: 4, phase: 0 };
    expect(authorityAt(plan, beat).role).toBe('md');
    expect(authorityAt(plan, { ...beat, bar: 4 })).toEqual({ user_id: 'ben', role: 'controller' });
  });
});
