import type {
  Asked,
  FloorEffect,
  FloorInput,
  FloorState,
  Lease,
  Phase,
  RevokeReason,
  Sound,
  Step,
} from './phases.ts';

export type {
  FloorEffect,
  FloorInput,
  FloorState,
  Phase,
  RevokeReason,
  Sound,
  Step,
  Touch,
} from './phases.ts';

/** How long a press must last to be meant; shorter is a slip. */
export const SLIP_MS = 200;
/** Sound goes on this long after the finger lifts, so that the last syllable is not cut. */
export const TAIL_MS = 120;
export const RENEW_MS = 300;
export const ENDING_MS = 5000;
const DENIED_MS = 3000;
const REVOKED_MS = 4000;
const HINT_MS = 2500;
/** What was lost with the link is read when the link is back. */
const LOST_MS = 6000;
const ANSWER_WITHIN_MS = 4000;

export const initialFloor: FloorState = { phase: { kind: 'idle' }, pressedAtMs: 0 };

/** One person's side of the floor: what a press, an answer of the hub or the passing of time leads to. */
export function floorStep(state: FloorState, input: FloorInput, nowMs: number): Step {
  switch (input.kind) {
    case 'press':
      return press(state, input, nowMs);
    case 'lift':
      return lift(state, nowMs);
    case 'latch':
      return latch(state);
    case 'slideOff':
      return slideOff(state);
    case 'stop':
      return stop(state, nowMs);
    case 'unsent':
      return unsent(state, nowMs);
    case 'linkLost':
      return linkLost(state, nowMs);
    case 'linkBack':
      return linkBack(state, nowMs);
    case 'line':
      return line(state, input);
    case 'frame':
      return frame(state, input.type, input.payload, nowMs);
    case 'tick':
      return tick(state, nowMs);
  }
}

const stay = (state: FloorState): Step => ({ state, effects: [] });
const to = (state: FloorState, phase: Phase, ...effects: FloorEffect[]): Step => ({
  state: { ...state, phase },
  effects,
});
const send = (type: string, payload: Record<string, unknown>): FloorEffect => ({
  kind: 'send',
  type,
  payload,
});
const capture = (on: boolean): FloorEffect => ({ kind: 'capture', on });
const both = (name: Sound): FloorEffect[] => [
  { kind: 'sound', sound: name },
  { kind: 'touch', touch: name },
];

function press(state: FloorState, input: FloorInput & { kind: 'press' }, nowMs: number): Step {
  const { phase } = state;
  const pressed = { ...state, pressedAtMs: nowMs };
  switch (phase.kind) {
    case 'idle':
    case 'denied':
    case 'revoked':
      return input.open && !input.emergency ? speak(pressed, input, nowMs) : ask(pressed, input, nowMs);
    case 'open':
      if (phase.untilMs === undefined)
        return phase.latched || input.latch ? stop(pressed, nowMs) : stay(pressed);
      return to(pressed, {
        kind: 'open',
        channelId: phase.channelId,
        sinceMs: phase.sinceMs,
        latched: input.latch,
      });
    case 'tail':
      if (phase.channelId !== input.channelId) return stay(state);
      return to(pressed, { ...leaseOf(phase), kind: 'granted', latched: input.latch });
    case 'granted':
      return phase.latched || input.latch ? stop(pressed, nowMs) : stay(pressed);
    case 'pending':
      return phase.latched ? cancel(pressed) : stay(pressed);
    case 'queued':
      if (phase.latched || (input.latch && phase.held)) return cancel(pressed);
      return to(
        pressed,
        { ...phase, held: true, latched: input.latch },
        send('floor.hold', { request_id: phase.requestId, holding: true }),
        { kind: 'touch', touch: 'pressed' },
      );
    case 'offered':
      return to(
        pressed,
        { ...askedOf(phase), kind: 'pending', sinceMs: nowMs, latched: input.latch },
        capture(true),
        send('floor.hold', { request_id: phase.requestId, holding: true }),
        { kind: 'touch', touch: 'pressed' },
      );
  }
}

function ask(state: FloorState, input: FloorInput & { kind: 'press' }, nowMs: number): Step {
  const emergency = input.emergency === true;
  const asked: Asked = {
    requestId: input.requestId,
    channelId: input.channelId,
    sinceMs: nowMs,
    latched: input.latch || emergency,
    emergency,
  };
  return to(state, { kind: 'pending', ...asked }, ...asking(asked), { kind: 'touch', touch: 'pressed' });
}

function asking({ requestId, channelId, emergency }: Asked): FloorEffect[] {
  const asked = { request_id: requestId, channel_id: channelId, holding: true };
  return [capture(true), send('floor.request', emergency ? { ...asked, emergency } : asked)];
}

/** No one to ask: the microphone opens, and others may talk too. */
function speak(state: FloorState, input: FloorInput & { kind: 'press' }, nowMs: number): Step {
  const phase: Phase = { kind: 'open', channelId: input.channelId, sinceMs: nowMs, latched: input.latch };
  return to(state, phase, capture(true), ...both('granted'));
}

function lift(state: FloorState, nowMs: number): Step {
  const { phase } = state;
  const slip = nowMs - state.pressedAtMs < SLIP_MS;
  const hint: Phase = slip ? { kind: 'idle', hint: 'slip', untilMs: nowMs + HINT_MS } : { kind: 'idle' };
  switch (phase.kind) {
    case 'pending':
      if (phase.latched) return stay(state);
      return to(state, hint, capture(false), send('floor.release', { request_id: phase.requestId }));
    case 'granted':
      if (phase.latched) return stay(state);
      if (slip) return to(state, hint, capture(false), send('floor.release', { lease_id: phase.leaseId }));
      return to(state, { ...phase, kind: 'tail', untilMs: nowMs + TAIL_MS });
    case 'open':
      if (phase.latched || phase.untilMs !== undefined) return stay(state);
      return slip ? to(state, hint, capture(false)) : to(state, { ...phase, untilMs: nowMs + TAIL_MS });
    case 'queued':
      if (phase.latched || !phase.held) return stay(state);
      if (slip && state.pressedAtMs === phase.sinceMs) {
        return to(state, hint, send('floor.release', { request_id: phase.requestId }));
      }
      return to(
        state,
        { ...phase, held: false },
        send('floor.hold', { request_id: phase.requestId, holding: false }),
      );
    default:
      return stay(state);
  }
}

function latch(state: FloorState): Step {
  const { phase } = state;
  const lockable =
    phase.kind === 'pending' || phase.kind === 'granted' || phase.kind === 'queued' || phase.kind === 'open';
  if (lockable && !phase.latched) {
    return to(state, { ...phase, latched: true }, ...both('latched'));
  }
  return stay(state);
}

function slideOff(state: FloorState): Step {
  const { kind } = state.phase;
  return kind === 'queued' || kind === 'pending' || kind === 'offered' ? cancel(state) : stay(state);
}

function cancel(state: FloorState): Step {
  const { phase } = state;
  if (phase.kind !== 'queued' && phase.kind !== 'pending' && phase.kind !== 'offered') return stay(state);
  return to(state, { kind: 'idle' }, capture(false), send('floor.release', { request_id: phase.requestId }), {
    kind: 'touch',
    touch: 'released',
  });
}

function stop(state: FloorState, nowMs: number): Step {
  const { phase } = state;
  if (phase.kind !== 'granted' && phase.kind !== 'open') return cancel(state);
  const unlatched = phase.latched ? both('unlatched') : [];
  if (phase.kind === 'open')
    return to(state, { ...phase, latched: false, untilMs: nowMs + TAIL_MS }, ...unlatched);
  return to(state, { ...phase, kind: 'tail', untilMs: nowMs + TAIL_MS }, ...unlatched);
}

/** The request could not even leave the page. */
function unsent(state: FloorState, nowMs: number): Step {
  if (state.phase.kind !== 'pending') return stay(state);
  return denied(state, 'link', '', nowMs);
}

function linkLost(state: FloorState, nowMs: number): Step {
  const { phase } = state;
  switch (phase.kind) {
    case 'granted':
    case 'tail':
      return to(
        state,
        { kind: 'revoked', reason: 'link', talkedMs: nowMs - phase.sinceMs, untilMs: nowMs + REVOKED_MS },
        capture(false),
      );
    case 'pending':
      // The finger is still down: it is asked again when the link is back, unless that takes too long.
      return to(state, phase, capture(false));
    case 'queued':
    case 'offered':
      // A place in line is of the connection: it is gone with it, and the person is told so.
      return to(state, { kind: 'idle', hint: 'placeLost' }, capture(false));
    case 'open':
      return to(state, { kind: 'idle' }, capture(false));
    default:
      return stay(state);
  }
}

function linkBack(state: FloorState, nowMs: number): Step {
  const { phase } = state;
  if (phase.kind === 'pending') return { state, effects: asking(phase) };
  if (phase.kind === 'idle' && phase.hint === 'placeLost')
    return to(state, { ...phase, untilMs: nowMs + LOST_MS });
  return stay(state);
}

function line(state: FloorState, input: FloorInput & { kind: 'line' }): Step {
  const { phase } = state;
  if (phase.kind !== 'queued' || phase.channelId !== input.channelId) return stay(state);
  const mine = input.line.find((entry) => entry.user_id === input.me);
  if (!mine || (mine.position === phase.position && input.line.length === phase.of)) return stay(state);
  const ahead = phase.position > 0 ? phase.waitMs / phase.position : phase.waitMs;
  const waitMs = Math.round(ahead * mine.position);
  return to(state, { ...phase, position: mine.position, of: input.line.length, waitMs });
}

function frame(state: FloorState, type: string, p: Record<string, unknown>, nowMs: number): Step {
  switch (type) {
    case 'floor.granted':
      return granted(state, p, nowMs);
    case 'floor.queued':
      return queued(state, p);
    case 'floor.changing':
      return changing(state, p, nowMs);
    case 'floor.offered':
      return offered(state, p, nowMs);
    case 'floor.denied':
      if (!mine(state, p)) return stay(state);
      if (p.reason === 'missed') return missed(state, nowMs);
      return denied(state, text(p.reason), text(p.message), nowMs);
    case 'floor.ending':
      return ending(state, p, nowMs);
    case 'floor.revoked':
      return revoked(state, p, nowMs);
    case 'floor.released':
      return released(state, p);
    default:
      return stay(state);
  }
}

function granted(state: FloorState, p: Record<string, unknown>, nowMs: number): Step {
  const { phase } = state;
  const leaseId = text(p.lease_id);
  const asked = mine(state, p);
  const wanted =
    asked && (phase.kind === 'pending' || (phase.kind === 'queued' && (phase.held || phase.latched)));
  if (!wanted || !asked) {
    const known = (phase.kind === 'granted' || phase.kind === 'tail') && phase.leaseId === leaseId;
    return known ? stay(state) : { state, effects: [send('floor.release', { lease_id: leaseId })] };
  }
  const limitMs = number(p.talk_limit_ms, 10_000);
  const lease: Lease = {
    leaseId,
    requestId: asked.requestId,
    channelId: asked.channelId,
    sinceMs: nowMs,
    endsAtMs: nowMs + limitMs,
    limitMs,
    latched: asked.latched,
    emergency: asked.emergency,
    renewAtMs: nowMs + RENEW_MS,
  };
  return to(state, { kind: 'granted', ...lease }, capture(true), ...both('granted'));
}

function queued(state: FloorState, p: Record<string, unknown>): Step {
  const { phase } = state;
  const asked = mine(state, p);
  if (!asked) return stay(state);
  const place = { position: number(p.position, 1), of: number(p.of, 1), waitMs: number(p.wait_ms, 0) };
  if (phase.kind === 'queued') {
    const { changingSinceMs: _, ...settled } = phase;
    return to(state, { ...settled, ...place });
  }
  return to(
    state,
    { kind: 'queued', ...askedOf(asked), ...place, held: true },
    capture(false),
    ...both('queued'),
  );
}

/** Nobody decides for a moment; the answer is awaited as long as that of a new press. */
function changing(state: FloorState, p: Record<string, unknown>, nowMs: number): Step {
  const { phase } = state;
  if (!mine(state, p)) return stay(state);
  if (phase.kind === 'queued') return to(state, { ...phase, changingSinceMs: nowMs });
  if (phase.kind === 'pending') return to(state, { ...phase, sinceMs: nowMs, changingSinceMs: nowMs });
  return stay(state);
}

function offered(state: FloorState, p: Record<string, unknown>, nowMs: number): Step {
  const { phase } = state;
  const asked = mine(state, p);
  if (!asked) return stay(state);
  if (phase.kind === 'queued' && (phase.held || phase.latched)) {
    return to(
      state,
      { kind: 'pending', ...askedOf(asked), sinceMs: nowMs },
      capture(true),
      send('floor.hold', { request_id: asked.requestId, holding: true }),
    );
  }
  const untilMs = nowMs + number(p.expires_in_ms, 4000);
  return to(state, { kind: 'offered', ...askedOf(asked), untilMs }, ...both('yourTurn'));
}

function denied(state: FloorState, reason: string, message: string, nowMs: number): Step {
  return to(
    state,
    { kind: 'denied', reason, message, untilMs: nowMs + DENIED_MS },
    capture(false),
    ...both('denied'),
  );
}

function missed(state: FloorState, nowMs: number): Step {
  return to(state, { kind: 'idle', hint: 'missed', untilMs: nowMs + HINT_MS }, capture(false));
}

function ending(state: FloorState, p: Record<string, unknown>, nowMs: number): Step {
  const { phase } = state;
  if (phase.kind !== 'granted' || phase.leaseId !== p.lease_id) return stay(state);
  return to(state, { ...phase, endsAtMs: nowMs + number(p.left_ms, ENDING_MS) }, ...both('ending'));
}

function revoked(state: FloorState, p: Record<string, unknown>, nowMs: number): Step {
  const { phase } = state;
  if ((phase.kind !== 'granted' && phase.kind !== 'tail') || phase.leaseId !== p.lease_id) return stay(state);
  const by = text(p.by);
  const reason = text(p.reason) as RevokeReason;
  const talkedMs = nowMs - phase.sinceMs;
  return to(
    state,
    { kind: 'revoked', reason, ...(by ? { by } : {}), talkedMs, untilMs: nowMs + REVOKED_MS },
    capture(false),
    ...both('revoked'),
  );
}

function released(state: FloorState, p: Record<string, unknown>): Step {
  const { phase } = state;
  if ((phase.kind === 'granted' || phase.kind === 'tail') && phase.leaseId === p.lease_id) {
    return to(state, { kind: 'idle' }, capture(false));
  }
  return mine(state, p) ? to(state, { kind: 'idle' }, capture(false)) : stay(state);
}

function tick(state: FloorState, nowMs: number): Step {
  const { phase } = state;
  switch (phase.kind) {
    case 'granted':
      if (nowMs < phase.renewAtMs) return stay(state);
      return to(
        state,
        { ...phase, renewAtMs: nowMs + RENEW_MS },
        send('floor.renew', { lease_id: phase.leaseId }),
      );
    case 'tail':
      if (nowMs < phase.untilMs) return stay(state);
      return to(
        state,
        { kind: 'idle' },
        capture(false),
        send('floor.release', { lease_id: phase.leaseId }),
        ...both('released'),
      );
    case 'pending':
      if (nowMs - phase.sinceMs < ANSWER_WITHIN_MS) return stay(state);
      return withRelease(denied(state, 'timeout', '', nowMs), phase.requestId);
    case 'offered':
      if (nowMs < phase.untilMs) return stay(state);
      return missed(state, nowMs);
    case 'open':
      if (phase.untilMs === undefined || nowMs < phase.untilMs) return stay(state);
      return to(state, { kind: 'idle' }, capture(false), ...both('released'));
    case 'denied':
    case 'revoked':
      return nowMs < phase.untilMs ? stay(state) : to(state, { kind: 'idle' });
    case 'idle':
      return phase.untilMs === undefined || nowMs < phase.untilMs ? stay(state) : to(state, { kind: 'idle' });
    case 'queued':
      return stay(state);
  }
}

function withRelease(step: Step, requestId: string): Step {
  return { ...step, effects: [...step.effects, send('floor.release', { request_id: requestId })] };
}

/** When the state next wants a tick, if ever. */
export function nextTickMs({ phase }: FloorState): number | undefined {
  switch (phase.kind) {
    case 'granted':
      return phase.renewAtMs;
    case 'pending':
      return phase.sinceMs + ANSWER_WITHIN_MS;
    case 'queued':
      return undefined;
    default:
      return phase.untilMs;
  }
}

/** The open request an answer belongs to; answers to requests long given up find nothing. */
function mine({ phase }: FloorState, p: Record<string, unknown>): Asked | undefined {
  const open = phase.kind === 'pending' || phase.kind === 'queued' || phase.kind === 'offered';
  return open && phase.requestId === p.request_id ? phase : undefined;
}

function askedOf({ requestId, channelId, sinceMs, latched, emergency }: Asked): Asked {
  return { requestId, channelId, sinceMs, latched, emergency };
}

function leaseOf(phase: Lease): Lease {
  const { leaseId, requestId, channelId, sinceMs, endsAtMs, limitMs, latched, emergency, renewAtMs } = phase;
  return { leaseId, requestId, channelId, sinceMs, endsAtMs, limitMs, latched, emergency, renewAtMs };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
