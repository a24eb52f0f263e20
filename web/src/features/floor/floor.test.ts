import { describe, expect, it } from 'vitest';
import { nextTickMs } from './floor.ts';
import { Walk } from './walk.ts';

const walk = (): Walk => new Walk();

describe('a press', () => {
  it('opens the microphone before the hub has answered and asks for the floor', () => {
    const w = walk().press();
    expect(w.kind).toBe('pending');
    expect(w.effects[0]).toEqual({ kind: 'capture', on: true });
    expect(w.sent).toEqual([['floor.request', { request_id: 'r1', channel_id: 'all', holding: true }]]);
    expect(w.touches).toEqual(['pressed']);
    expect(w.sounds).toEqual([]);
  });

  it('under 200 ms is a slip and takes the request back', () => {
    const w = walk().press().pass(150).lift();
    expect(w.state.phase).toMatchObject({ kind: 'idle', hint: 'slip' });
    expect(w.capture).toBe(false);
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
    expect(w.pass(3000).tick().state.phase).toEqual({ kind: 'idle' });
  });

  it('under 200 ms is a slip even when the grant was faster, and leaves no tail', () => {
    const w = walk().granted().pass(150).lift();
    expect(w.state.phase).toMatchObject({ kind: 'idle', hint: 'slip' });
    expect(w.sent).toEqual([['floor.release', { lease_id: 'l1' }]]);
  });

  it('that ends before the answer withdraws the request', () => {
    const w = walk().press().pass(400).lift();
    expect(w.state.phase).toEqual({ kind: 'idle' });
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
  });

  it('is answered within four seconds or given up, saying so', () => {
    const w = walk().press();
    expect(nextTickMs(w.state)).toBe(w.now + 4000);
    w.pass(4000).tick();
    expect(w.state.phase).toMatchObject({ kind: 'denied', reason: 'timeout' });
    expect(w.capture).toBe(false);
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
  });

  it('that cannot leave the page is denied at once', () => {
    const w = walk().press().step({ kind: 'unsent' });
    expect(w.state.phase).toMatchObject({ kind: 'denied', reason: 'link' });
    expect(w.capture).toBe(false);
  });

  it('in an emergency says so and locks itself on', () => {
    const w = walk().step({
      kind: 'press',
      channelId: 'all',
      requestId: 'r1',
      latch: false,
      emergency: true,
    });
    expect(w.sent[0]?.[1]).toMatchObject({ emergency: true });
    expect(w.state.phase).toMatchObject({ latched: true, emergency: true });
  });
});

describe('a grant', () => {
  it('is heard and felt, and runs for the talk limit', () => {
    const w = walk().granted();
    expect(w.state.phase).toMatchObject({ kind: 'granted', endsAtMs: w.now + 10_000, latched: false });
    expect(w.capture).toBe(true);
    expect(w.sounds).toEqual(['granted']);
  });

  it('is renewed every 300 ms while it is held', () => {
    const w = walk().granted().pass(299).tick();
    expect(w.sent).toEqual([]);
    expect(w.pass(1).tick().sent).toEqual([['floor.renew', { lease_id: 'l1' }]]);
    expect(nextTickMs(w.state)).toBe(w.now + 300);
  });

  it('goes on for a tail after the finger lifts, then is released', () => {
    const w = walk().granted().pass(1000).lift();
    expect(w.kind).toBe('tail');
    expect(w.effects).toEqual([]);
    expect(w.pass(119).tick().kind).toBe('tail');
    w.pass(1).tick();
    expect(w.kind).toBe('idle');
    expect(w.capture).toBe(false);
    expect(w.sent).toEqual([['floor.release', { lease_id: 'l1' }]]);
    expect(w.sounds).toEqual(['released']);
  });

  it('is kept when the finger returns within the tail', () => {
    const w = walk().granted().pass(1000).lift().pass(50).press();
    expect(w.kind).toBe('granted');
    expect(w.sent).toEqual([]);
  });

  it('for a request that was given up is handed back', () => {
    const w = walk().press().pass(400).lift().hear('granted');
    expect(w.kind).toBe('idle');
    expect(w.sent).toEqual([['floor.release', { lease_id: 'l1' }]]);
  });

  it('that comes twice changes nothing', () => {
    const w = walk().granted().hear('granted');
    expect(w.kind).toBe('granted');
    expect(w.effects).toEqual([]);
  });

  it('for somebody who only waits without holding is handed back: nobody goes live unaware', () => {
    const w = walk().queued().pass(500).lift().hear('granted');
    expect(w.kind).toBe('queued');
    expect(w.sent).toEqual([['floor.release', { lease_id: 'l1' }]]);
  });

  it('warns before it ends, by the hub’s clock', () => {
    const w = walk().granted().pass(5200).hear('ending', { left_ms: 5000 });
    expect(w.state.phase).toMatchObject({ endsAtMs: w.now + 5000 });
    expect(w.sounds).toEqual(['ending']);
    expect(w.hear('ending', { lease_id: 'other', left_ms: 1 }).effects).toEqual([]);
  });
});

describe('a lock', () => {
  it('keeps the floor when the finger lifts, and a tap ends it', () => {
    const w = walk().granted().step({ kind: 'latch' });
    expect(w.sounds).toEqual(['latched']);
    expect(w.pass(900).lift().state.phase).toMatchObject({ kind: 'granted', latched: true });
    expect(w.press().kind).toBe('tail');
    expect(w.sounds).toEqual(['unlatched']);
  });

  it('set while pending holds through the grant', () => {
    const w = walk().press().step({ kind: 'latch' }).pass(50).lift().hear('granted');
    expect(w.state.phase).toMatchObject({ kind: 'granted', latched: true });
  });

  it('has no effect while nothing is asked, and none twice', () => {
    expect(walk().step({ kind: 'latch' }).effects).toEqual([]);
    expect(walk().granted().step({ kind: 'latch' }).step({ kind: 'latch' }).effects).toEqual([]);
  });

  it('from a switch press starts locked, the next press stops', () => {
    const w = walk().press(true).pass(100).lift().hear('granted');
    expect(w.state.phase).toMatchObject({ kind: 'granted', latched: true });
    expect(w.press(true).kind).toBe('tail');
  });

  it('pressed again before the answer withdraws', () => {
    const w = walk().press(true).press(true);
    expect(w.kind).toBe('idle');
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
  });
});

describe('the line', () => {
  it('closes the microphone: nothing said while waiting is sent later', () => {
    const w = walk().queued();
    expect(w.state.phase).toMatchObject({ kind: 'queued', position: 2, of: 3, held: true });
    expect(w.capture).toBe(false);
    expect(w.sounds).toEqual(['queued']);
  });

  it('is quiet when only the place changes', () => {
    const w = walk().queued().hear('queued', { position: 1, of: 2, wait_ms: 3000 });
    expect(w.state.phase).toMatchObject({ position: 1, waitMs: 3000 });
    expect(w.effects).toEqual([]);
  });

  it('follows the queue of everybody', () => {
    const w = walk()
      .queued()
      .step({
        kind: 'line',
        channelId: 'all',
        me: 'me',
        line: [{ user_id: 'me', position: 1 }],
      });
    expect(w.state.phase).toMatchObject({ position: 1, of: 1, waitMs: 4000 });
    const other = w.step({
      kind: 'line',
      channelId: 'tech',
      me: 'me',
      line: [{ user_id: 'me', position: 9 }],
    });
    expect(other.state.phase).toMatchObject({ position: 1 });
  });

  it('is kept when the finger lifts, and the hub is told', () => {
    const w = walk().queued().pass(600).lift();
    expect(w.state.phase).toMatchObject({ kind: 'queued', held: false });
    expect(w.sent).toEqual([['floor.hold', { request_id: 'r1', holding: false }]]);
    expect(w.press().sent).toEqual([['floor.hold', { request_id: 'r1', holding: true }]]);
  });

  it('is not joined by a slip', () => {
    const w = walk().queued().pass(150).lift();
    expect(w.state.phase).toMatchObject({ kind: 'idle', hint: 'slip' });
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
  });

  it('is left by sliding off', () => {
    const w = walk().queued().pass(600).step({ kind: 'slideOff' });
    expect(w.kind).toBe('idle');
    expect(w.sent).toEqual([['floor.release', { request_id: 'r1' }]]);
  });

  it('leads straight to the floor for who still holds', () => {
    const w = walk().queued().hear('granted');
    expect(w.kind).toBe('granted');
    expect(w.capture).toBe(true);
  });

  it('offers the turn to who let go, and one press takes it', () => {
    const w = walk().queued().pass(600).lift().hear('offered', { expires_in_ms: 4000 });
    expect(w.state.phase).toMatchObject({ kind: 'offered', untilMs: w.now + 4000 });
    expect(w.sounds).toEqual(['yourTurn']);
    w.press();
    expect(w.kind).toBe('pending');
    expect(w.capture).toBe(true);
    expect(w.sent).toEqual([['floor.hold', { request_id: 'r1', holding: true }]]);
    expect(w.hear('granted').kind).toBe('granted');
  });

  it('takes an offer by itself while the finger is down', () => {
    const w = walk().queued().hear('offered', { expires_in_ms: 4000 });
    expect(w.kind).toBe('pending');
    expect(w.sent).toEqual([['floor.hold', { request_id: 'r1', holding: true }]]);
  });

  it('says when the turn was missed', () => {
    const w = walk().queued().pass(600).lift().hear('offered', { expires_in_ms: 4000 }).pass(4000).tick();
    expect(w.state.phase).toMatchObject({ kind: 'idle', hint: 'missed' });
  });
});

it('says a turn was missed in the hub’s words too', () => {
  const w = walk()
    .queued()
    .pass(600)
    .lift()
    .hear('offered', { expires_in_ms: 4000 })
    .hear('denied', { reason: 'missed' });
  expect(w.state.phase).toMatchObject({ kind: 'idle', hint: 'missed' });
});

describe('a refusal', () => {
  it('shows its reason for three seconds', () => {
    const w = walk().press().hear('denied', { reason: 'take', message: 'Only the MD talks during a take.' });
    expect(w.state.phase).toMatchObject({ kind: 'denied', message: 'Only the MD talks during a take.' });
    expect(w.capture).toBe(false);
    expect(w.sounds).toEqual(['denied']);
    expect(w.pass(2999).tick().kind).toBe('denied');
    expect(w.pass(1).tick().kind).toBe('idle');
  });

  it('of another request is not ours', () => {
    expect(walk().press().hear('denied', { request_id: 'r0' }).kind).toBe('pending');
  });

  it('may be followed by a new press at once', () => {
    expect(walk().press().hear('denied').pass(100).press().kind).toBe('pending');
  });
});

describe('a channel of open microphones', () => {
  const open = (latch = false): Walk =>
    walk().step({ kind: 'press', channelId: 'lobby', requestId: 'r1', latch, open: true });

  it('asks nobody and is heard while the finger is down', () => {
    const w = open();
    expect(w.kind).toBe('open');
    expect(w.capture).toBe(true);
    expect(w.sent).toEqual([]);
    w.pass(900).lift();
    expect(w.kind).toBe('open');
    expect(w.pass(120).tick().kind).toBe('idle');
    expect(w.capture).toBe(false);
    expect(w.sent).toEqual([]);
  });

  it('locks and unlocks', () => {
    const w = open(true).pass(900).lift();
    expect(w.state.phase).toMatchObject({ kind: 'open', latched: true });
    w.press(true).pass(120).tick();
    expect(w.kind).toBe('idle');
  });

  it('knows a slip, and closes when the link breaks', () => {
    expect(open().pass(100).lift().state.phase).toMatchObject({ kind: 'idle', hint: 'slip' });
    const w = open().step({ kind: 'linkLost' });
    expect(w.capture).toBe(false);
  });

  it('still asks in an emergency', () => {
    const w = walk().step({
      kind: 'press',
      channelId: 'lobby',
      requestId: 'r1',
      latch: false,
      open: true,
      emergency: true,
    });
    expect(w.sent[0]?.[0]).toBe('floor.request');
  });
});

describe('being stopped', () => {
  it('closes the microphone and says for how long one talked', () => {
    const w = walk().granted().pass(12_000).hear('revoked', { reason: 'emergency', by: 'ruth' });
    expect(w.state.phase).toMatchObject({
      kind: 'revoked',
      reason: 'emergency',
      by: 'ruth',
      talkedMs: 12_000,
    });
    expect(w.capture).toBe(false);
    expect(w.sounds).toEqual(['revoked']);
    expect(w.lift().kind).toBe('revoked');
    expect(w.pass(4000).tick().kind).toBe('idle');
  });

  it('concerns only the lease named', () => {
    expect(walk().granted().hear('revoked', { lease_id: 'old' }).kind).toBe('granted');
  });

  it('by a lost link closes the microphone from every state', () => {
    for (const w of [walk().press(), walk().granted(), walk().queued(), walk().granted().pass(900).lift()]) {
      w.step({ kind: 'linkLost' });
      expect(w.capture).toBe(false);
      expect(['idle', 'pending', 'revoked']).toContain(w.kind);
    }
    expect(walk().step({ kind: 'linkLost' }).effects).toEqual([]);
  });

  it('under way is asked again when the link is back and the finger still down', () => {
    const w = walk().press().step({ kind: 'linkLost' });
    w.step({ kind: 'linkBack' });
    expect(w.sent).toEqual([['floor.request', { request_id: 'r1', channel_id: 'all', holding: true }]]);
    expect(w.capture).toBe(true);
    expect(walk().press().step({ kind: 'linkLost' }).lift().step({ kind: 'linkBack' }).kind).toBe('idle');
    expect(walk().press().step({ kind: 'linkLost' }).pass(5000).tick().kind).toBe('denied');
  });

  it('takes a place in line with it, and says so until the link is back for a while', () => {
    const w = walk().queued().step({ kind: 'linkLost' });
    expect(w.state.phase).toEqual({ kind: 'idle', hint: 'placeLost' });
    expect(w.pass(60_000).tick().state.phase).toEqual({ kind: 'idle', hint: 'placeLost' });
    w.step({ kind: 'linkBack' });
    expect(w.pass(5999).tick().state.phase).toMatchObject({ hint: 'placeLost' });
    expect(w.pass(1).tick().state.phase).toEqual({ kind: 'idle' });
    expect(walk().queued().step({ kind: 'linkLost' }).press().kind).toBe('pending');
    expect(walk().granted().step({ kind: 'linkLost' }).state.phase).not.toHaveProperty('hint');
  });

  it('by the hub’s own release ends quietly', () => {
    const w = walk().granted().hear('released');
    expect(w.kind).toBe('idle');
    expect(w.capture).toBe(false);
  });
});

describe('while another machine is about to decide', () => {
  it('a place in line is kept, and said again by the next one', () => {
    const w = walk().queued().pass(1000).hear('changing');
    expect(w.state.phase).toMatchObject({ kind: 'queued', position: 2, changingSinceMs: w.now });
    expect(w.effects).toEqual([]);
    w.hear('queued', { position: 1, of: 2, wait_ms: 3000 });
    expect(w.state.phase).toMatchObject({ kind: 'queued', position: 1 });
    expect(w.state.phase).not.toHaveProperty('changingSinceMs');
    expect(w.hear('changing').hear('granted').kind).toBe('granted');
  });

  it('a press waits for its answer as long as a new one', () => {
    const w = walk().press().pass(3000).hear('changing').pass(3999).tick();
    expect(w.state.phase).toMatchObject({ kind: 'pending', changingSinceMs: w.now - 3999 });
    expect(w.pass(1).tick().kind).toBe('denied');
  });

  it('what is not asked for does not wait', () => {
    expect(walk().hear('changing').effects).toEqual([]);
    expect(walk().press().hear('changing', { request_id: 'r0' }).state.phase).not.toHaveProperty(
      'changingSinceMs',
    );
    expect(walk().granted().hear('changing').kind).toBe('granted');
  });
});

it('ignores answers, lifts and slides when nothing is asked', () => {
  for (const input of ['queued', 'offered', 'denied', 'ending', 'revoked', 'released', 'strange']) {
    const w = walk().hear(input);
    expect(w.kind).toBe('idle');
    expect(w.effects).toEqual([]);
  }
  expect(walk().lift().effects).toEqual([]);
  expect(walk().step({ kind: 'slideOff' }).effects).toEqual([]);
  expect(walk().step({ kind: 'stop' }).effects).toEqual([]);
});
