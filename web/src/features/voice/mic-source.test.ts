import { beforeEach, expect, it } from 'vitest';
import { INTERRUPTED_AFTER_MS, MicSource, RETRY_MS } from './mic-source.ts';

class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  enabled = true;
  muted = false;
  constructor(readonly label: string) {
    super();
  }
  /** By the page: says nothing. */
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

/** Devices that come and go, timers that stand still until they are told the time. */
class Desk extends EventTarget {
  plugged: string[] = ['Headset'];
  error = 'NotFoundError';
  hidden = false;
  sendFails = false;
  arrivesMuted = false;
  opened: FakeTrack[] = [];
  sent: FakeTrack[] = [];
  words: string[] = [];
  nowMs = 0;
  timers: { atMs: number; run: () => void }[] = [];
  asked = 0;
  gate: Promise<void> = Promise.resolve();
  readonly mic = new MicSource({
    devices: this as unknown as MediaDevices,
    choice: () => ({
      microphoneId: '',
      echoCancellation: true,
      noiseSuppression: true,
      autoGain: true,
    }),
    send: async (track) => {
      if (this.sendFails) throw new Error('unable to replace an unpublished track');
      this.sent.push(track as unknown as FakeTrack);
    },
    changed: (status, name) => this.words.push(`${status} ${name}`.trim()),
    told: (event) => this.words.push(`told ${event}`),
    hidden: () => this.hidden,
    after: (ms, run) => {
      const timer = { atMs: this.nowMs + ms, run };
      this.timers.push(timer);
      return () => {
        this.timers = this.timers.filter((other) => other !== timer);
      };
    },
  });

  async getUserMedia(): Promise<MediaStream> {
    this.asked++;
    await this.gate;
    const [name] = this.plugged;
    if (!name) throw Object.assign(new Error('no'), { name: this.error });
    const track = new FakeTrack(name);
    track.muted = this.arrivesMuted;
    this.opened.push(track);
    return { getAudioTracks: () => [track] } as unknown as MediaStream;
  }

  get heard(): FakeTrack {
    return this.sent.at(-1) as FakeTrack;
  }

  plug(...names: string[]): Promise<void> {
    this.plugged = names;
    this.dispatchEvent(new Event('devicechange'));
    return rest();
  }

  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    const due = this.timers.filter((timer) => timer.atMs <= this.nowMs);
    this.timers = this.timers.filter((timer) => timer.atMs > this.nowMs);
    for (const timer of due) timer.run();
    await rest();
  }
}

async function rest(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.mic.open();
  expect(desk.words).toEqual(['ready Headset']);
  desk.words = [];
});

it('goes on with the built-in microphone when the headset is unplugged in the middle of a word', async () => {
  desk.mic.capture(true);
  desk.plugged = ['Built-in'];
  desk.heard.unplug();
  await rest();
  expect(desk.heard).toMatchObject({ label: 'Built-in', enabled: true, readyState: 'live' });
  expect(desk.words).toEqual(['lost Headset', 'told lost', 'ready Built-in', 'told back']);
});

it('comes back closed when the person was not talking', async () => {
  desk.heard.unplug();
  await rest();
  expect(desk.heard.enabled).toBe(false);
});

it('tries again and again while there is none, and no more once there is one', async () => {
  desk.plugged = [];
  desk.heard.unplug();
  await rest();
  for (let i = 0; i < 3; i++) await desk.pass(RETRY_MS);
  expect(desk.asked).toBe(5);
  expect(desk.words).toEqual(['lost Headset', 'told lost']);
  await desk.plug('Headset');
  expect(desk.words.slice(2)).toEqual(['ready Headset', 'told back']);
  const { heard, asked } = desk;
  await desk.pass(10 * RETRY_MS);
  expect(desk.asked).toBe(asked);
  expect(heard.readyState).toBe('live');
});

it('asks once however many devices change at once, and keeps one row of tries', async () => {
  desk.plugged = [];
  desk.heard.unplug();
  for (let i = 0; i < 5; i++) desk.dispatchEvent(new Event('devicechange'));
  await rest();
  expect(desk.asked).toBe(2);
  for (let i = 0; i < 5; i++) await desk.plug();
  expect(desk.timers).toHaveLength(1);
});

it('leaves a microphone that works alone when devices change', async () => {
  await desk.plug('Headset', 'Other');
  expect(desk.asked).toBe(1);
});

it('says lost when the system takes it for longer than a moment, and back when it returns it', async () => {
  desk.heard.mute(true);
  await desk.pass(INTERRUPTED_AFTER_MS - 1);
  expect(desk.words).toEqual([]);
  await desk.pass(1);
  expect(desk.words).toEqual(['lost Headset', 'told lost']);
  desk.heard.mute(false);
  expect(desk.words.slice(2)).toEqual(['ready Headset', 'told back']);
  expect(desk.asked).toBe(1);
});

it('counts each interruption from its own beginning', async () => {
  desk.heard.mute(true);
  await desk.pass(INTERRUPTED_AFTER_MS - 100);
  desk.heard.mute(false);
  desk.heard.mute(true);
  await desk.pass(200);
  expect(desk.words).toEqual([]);
  await desk.pass(INTERRUPTED_AFTER_MS);
  expect(desk.words).toEqual(['lost Headset', 'told lost']);
});

it('opens it anew after a call that never gave it back', async () => {
  desk.heard.mute(true);
  await desk.pass(INTERRUPTED_AFTER_MS);
  const taken = desk.heard;
  desk.mic.retry();
  await rest();
  expect(taken.readyState).toBe('ended');
  expect(desk.heard).not.toBe(taken);
  expect(desk.words.slice(2)).toEqual(['ready Headset', 'told back']);
});

it('notices one that arrives without bringing anything', async () => {
  desk.arrivesMuted = true;
  desk.heard.unplug();
  await rest();
  expect(desk.words.at(-1)).toBe('told back');
  await desk.pass(INTERRUPTED_AFTER_MS);
  expect(desk.words.at(-1)).toBe('told lost');
});

it('notices on waking that it ended while nobody could be told', async () => {
  desk.heard.stop();
  desk.mic.retry();
  await rest();
  expect(desk.heard.readyState).toBe('live');
  expect(desk.asked).toBe(2);
});

it('says blocked when the person took the permission away, and does not ask for ever', async () => {
  desk.plugged = [];
  desk.error = 'NotAllowedError';
  desk.heard.unplug();
  await rest();
  expect(desk.words).toEqual(['lost Headset', 'told lost', 'blocked Headset']);
  await desk.pass(10 * RETRY_MS);
  expect(desk.asked).toBe(2);
  desk.plugged = ['Headset'];
  desk.mic.retry(true);
  await rest();
  expect(desk.words.at(-1)).toBe('ready Headset');
});

it('goes on trying when a browser refuses only because nobody looks', async () => {
  desk.plugged = [];
  desk.error = 'NotAllowedError';
  desk.hidden = true;
  desk.heard.unplug();
  await rest();
  expect(desk.words).toEqual(['lost Headset', 'told lost']);
  desk.plugged = ['Headset'];
  desk.hidden = false;
  await desk.pass(RETRY_MS);
  expect(desk.words.at(-1)).toBe('told back');
});

it('tries again when the voice was just being connected anew', async () => {
  desk.sendFails = true;
  await desk.mic.open();
  expect(desk.words).toEqual(['lost Headset', 'told lost']);
  desk.sendFails = false;
  await desk.pass(RETRY_MS);
  expect(desk.words.slice(2)).toEqual(['ready Headset', 'told back']);
  expect(desk.opened.filter((track) => track.readyState === 'live')).toEqual([desk.heard]);
});

it('leaves one open track when the choice changes while another opens', async () => {
  await Promise.all([desk.mic.open(), desk.mic.open()]);
  expect(desk.opened.filter((track) => track.readyState === 'live')).toEqual([desk.heard]);
});

it('opens nothing after its end', async () => {
  let arrive = (): void => undefined;
  desk.gate = new Promise((resolve) => {
    arrive = resolve;
  });
  desk.heard.unplug();
  await rest();
  desk.mic.close();
  arrive();
  await rest();
  await desk.pass(10 * RETRY_MS);
  await desk.plug('Headset');
  expect(desk.opened.every((track) => track.readyState === 'ended')).toBe(true);
  expect(desk.asked).toBe(2);
});
