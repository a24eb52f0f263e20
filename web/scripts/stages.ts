/** How to bring the page to each screen and state that is worth a look. */
import { asMd, kestrelHall, sundayBand } from '../dev-hub/rooms.ts';
import { rehearsalStages } from './rehearsal-stages.ts';
import { enter, granted, middle, press, room, type Staged, sheet, talk } from './steps.ts';

export const stages: Record<string, Staged> = {
  join: {
    stage: async (page, hub, url) => {
      hub.rooms = [
        { id: 's1', name: 'Sunday Band', kind: 'rehearsal', people: 7, admission: 'approval' },
        { id: 's2', name: 'Physics 11', kind: 'lesson', people: 1, admission: 'open' },
      ];
      await page.goto(url);
      await page.getByLabel('Room code').fill('K7M4R');
      await page.getByText('Sunday Band').waitFor();
    },
  },
  'join-fault': {
    looks: 'phone',
    stage: async (page, hub, url) => {
      hub.refuse = { status: 404, code: 'CODE_UNKNOWN', message: 'No room.' };
      await page.goto(url);
      await page.getByLabel('Room code').fill('K7M4RT');
      await page.getByText('No room has the code').waitFor();
    },
  },
  'join-wait': {
    looks: 'phone-dark',
    stage: async (page, hub, url) => {
      hub.refuse = { status: 429, code: 'RATE_LIMITED', message: '', details: { retry_after_ms: 38_000 } };
      await page.goto(url);
      await page.getByLabel('Room code').fill('K7M4RT');
      await page.getByText('Five tries').waitFor();
    },
  },
  owner: {
    stage: async (page, hub, url) => {
      hub.grant = 'owner';
      await page.goto(`${url}/o/first-start`);
      await page.getByText('The hub is yours').waitFor();
    },
  },
  trust: {
    stage: async (page, hub, url) => {
      hub.secure = false;
      await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
      await page.goto(`${url}/j/K7M4RT`);
      await page.getByText('copper').waitFor();
    },
  },
  'mic-ask': {
    looks: 'phone',
    stage: async (page, _hub, url) => {
      await page.goto(`${url}/j/K7M4RT`);
      await page.getByRole('button', { name: 'Open the microphone' }).waitFor();
    },
  },
  mic: {
    stage: async (page, _hub, url) => {
      await page.goto(`${url}/j/K7M4RT`);
      await page.getByRole('button', { name: 'Open the microphone' }).click();
      await page.getByRole('meter').waitFor();
      await page.getByLabel('Your name in the room').fill('Tomás');
      await page.waitForTimeout(2500);
    },
  },
  'mic-blocked': {
    looks: 'phone-dark',
    stage: async (page, _hub, url) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      });
      await page.goto(`${url}/j/K7M4RT`);
      await page.getByRole('button', { name: 'Open the microphone' }).click();
      await page.getByText('is blocked for this page').waitFor();
    },
  },
  waiting: {
    looks: 'phone',
    room: () => ({
      ...sundayBand(),
      participants: [],
      channels: [],
      you: { ...sundayBand().you, status: 'waiting' },
    }),
    stage: async (page, _hub, url) => {
      await enter(page, url);
      await page.getByText('At the door of').waitFor();
    },
  },
  'floor-idle': { stage: room() },
  'floor-pending': { stage: room(press) },
  'floor-granted': { stage: room(granted(30_000)) },
  'floor-ending': { looks: 'dark', stage: room(granted(4400)) },
  'floor-latched': {
    stage: room(async (page, hub) => {
      await granted(38_000)(page, hub);
      await page.mouse.move(...(await middle(page, -80)), { steps: 4 });
      await page.mouse.up();
    }),
  },
  'floor-queued': {
    stage: room(async (page, hub) => {
      talk(hub, 'priya');
      hub.onFloor = (request, say) => say('floor.queued', { ...request, position: 2, of: 3, wait_ms: 8000 });
      await press(page);
      hub.say('floor.queue', {
        channel_id: 'band',
        line: ['jonas', 'tomas', 'noor'].map((user_id, i) => ({ user_id, position: i + 1 })),
      });
    }),
  },
  'floor-offered': {
    looks: 'dark',
    stage: room(async (page, hub) => {
      hub.onFloor = (request, say) => {
        say('floor.queued', { ...request, position: 1, of: 1, wait_ms: 3000 });
        setTimeout(() => say('floor.offered', { ...request, expires_in_ms: 4000 }), 600);
      };
      await press(page);
      await page.waitForTimeout(300);
      await page.mouse.up();
      await page.getByText('Your turn').waitFor();
    }),
  },
  'floor-denied': {
    stage: room(async (page, hub) => {
      hub.onFloor = (request, say) =>
        say('floor.denied', { ...request, reason: 'take', message: 'Only the MD talks during a take.' });
      await press(page);
    }),
  },
  'floor-other': { stage: room(async (_page, hub) => talk(hub, 'priya')) },
  'floor-md': { stage: room(async (_page, hub) => talk(hub, 'maya', { priority: true })) },
  'floor-revoked': {
    stage: room(async (page, hub) => {
      await granted(30_000)(page, hub);
      hub.say('floor.revoked', { lease_id: 'l1', reason: 'preempted', by: 'maya' });
      await page.getByText('Maya cut in').waitFor();
    }),
  },
  'floor-slip': {
    looks: 'phone-dark',
    stage: room(async (page) => {
      await page.mouse.click(...(await middle(page)));
      await page.getByText('That was a tap').waitFor();
    }),
  },
  'floor-offline': {
    stage: room(async (page, hub) => {
      hub.setCut(true);
      await page.getByText('Looking for the hub').waitFor();
    }),
  },
  'floor-listen': {
    stage: async (page, hub, url) => {
      hub.secure = false;
      hub.snapshot = { ...hub.snapshot, you: { ...hub.snapshot.you, listen_only: true } };
      await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
      await page.goto(`${url}/j/K7M4RT`);
      await page.getByRole('button', { name: 'Listen only' }).click();
      await page.getByLabel('Your name in the room').fill('Tomás');
      await page.getByRole('button', { name: 'Go in' }).first().click();
      await page.getByRole('button', { name: /^Talk/ }).waitFor();
    },
  },
  'venue-idle': { room: kestrelHall, stage: room() },
  'venue-talk': {
    room: kestrelHall,
    stage: room(async (_page, hub) => talk(hub, 'ines', {}, 'kitchen')),
  },
  'venue-emergency': {
    room: kestrelHall,
    stage: room(async (_page, hub) => talk(hub, 'ruth', { emergency: true }, 'all')),
  },
  'md-room': {
    room: asMd,
    stage: room(async (_page, hub) => {
      for (const [user_id, rtt_ms, loss_pct] of [
        ['priya', 8, 0],
        ['jonas', 6, 0],
        ['tomas', 9, 0.4],
        ['noor', 11, 0],
        ['ada', 131, 6],
      ]) {
        hub.say('metrics.report', { user_id, rtt_ms, loss_pct, jitter_ms: 2, bitrate_bps: 24_000 });
      }
      talk(hub, 'priya');
      hub.say('participant.waiting', {
        participant: { user_id: 'leo', name: 'Leo', role: 'musician', since: '' },
      });
      hub.say('floor.queue', {
        channel_id: 'band',
        line: ['jonas', 'noor'].map((user_id, i) => ({ user_id, position: i + 1 })),
      });
    }),
  },
  'md-menu': { room: asMd, looks: 'phone', stage: sheet('More') },
  'md-invite': { room: asMd, stage: sheet('More', 'Invite') },
  'md-host': { room: asMd, stage: sheet('More', 'Run the room') },
  'md-channel': { room: asMd, looks: 'phone', stage: sheet('More', 'Run the room', 'Add a channel') },
  'md-person': { room: asMd, stage: sheet('More', 'Run the room', 'Priya Musician') },
  settings: { stage: sheet('More', 'Settings') },
  link: { looks: 'phone-dark', stage: sheet('More', 'Your link') },
  alone: {
    room: () => ({
      ...asMd(),
      participants: asMd().participants.slice(0, 1),
      channels: asMd().channels.slice(0, 1),
    }),
    stage: room(),
  },
  ended: {
    looks: 'phone',
    stage: room(async (page, hub) => {
      hub.say('session.close', { closed_at: '' });
      await page.getByText('The session is over').waitFor();
    }),
  },
  removed: {
    looks: 'dark',
    stage: room(async (page, hub) => {
      hub.say('participant.leave', { user_id: 'tomas', reason: 'removed' });
      await page.getByText('You are out of').waitFor();
    }),
  },
  ...rehearsalStages,
};
