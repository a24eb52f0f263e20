/** How to bring the page to the screens of a rehearsal. */

import { changing, running, wide } from '../dev-hub/band.ts';
import type { DevHub } from '../dev-hub/hub.ts';
import { inSong, leading } from '../dev-hub/rooms.ts';
import { room, type Staged, talk } from './steps.ts';

function reports(hub: DevHub): void {
  for (const [user_id, rtt_ms, loss_pct, drift_ms = 0] of [
    ['priya', 8, 0, 1.1],
    ['jonas', 6, 0, 0.6],
    ['tomas', 9, 0.4, 1.8],
    ['noor', 11, 0, 2],
    ['ada', 31, 1, 9.4],
  ]) {
    const click = { drift_ms, drifts: Number(drift_ms) > 8, clock_error_ms: 0.6 };
    hub.say('metrics.report', { user_id, rtt_ms, loss_pct, jitter_ms: 2, bitrate_bps: 24_000, ...click });
  }
}

const claim = { slot_name: 'keys_secondary', scope: 'global', user_id: 'noor' };

export const rehearsalStages: Record<string, Staged> = {
  'song-room': { room: inSong, stage: room(async (_page, hub) => talk(hub, 'priya')) },
  'song-md': {
    room: leading,
    stage: room(async (_page, hub) => {
      reports(hub);
      talk(hub, 'priya');
      hub.say('participant.waiting', {
        participant: { user_id: 'leo', name: 'Leo', role: 'musician', since: '' },
      });
    }),
  },
  'song-md-quiet': { room: leading, stage: room(async (_page, hub) => reports(hub)) },
  'song-claim': { room: leading, stage: room(async (_page, hub) => hub.say('slot.claim', claim)) },
  'song-md-talks': { room: inSong, stage: room(async (_page, hub) => talk(hub, 'maya', { priority: true })) },
  'song-wide': { room: () => wide(leading()), stage: room() },
  'song-wide-still': { room: () => wide(leading(), false), stage: room() },
  'song-none': {
    room: () => {
      const { current_item_id: _, ...rest } = leading();
      return { ...rest, setlist: [] };
    },
    stage: room(),
  },
  'song-suggest': {
    room: () => {
      const band = inSong();
      return {
        ...band,
        slot_assignments: band.slot_assignments.filter((a) => a.user_id !== 'tomas'),
        you: { ...band.you, suggested_slot: 'bass' },
      };
    },
    looks: 'phone',
    stage: room(),
  },
  'song-slots': {
    room: inSong,
    stage: room(async (page) => {
      await page
        .getByRole('button', { name: /You Bass/ })
        .first()
        .click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Keys 1/ })
        .click();
    }),
  },
  'song-slots-md': {
    room: leading,
    stage: room(async (page) => {
      await page.getByRole('button', { name: /Bass/ }).first().click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-setlist': {
    room: leading,
    looks: 'phone',
    stage: room(async (page) => {
      await page.getByRole('button', { name: /Next Open Water/ }).click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-item': {
    room: leading,
    stage: room(async (page) => {
      const next = page.getByRole('button', { name: /Next Open Water/ });
      if (await next.isVisible()) await next.click();
      await page.getByRole('button', { name: 'Change Open Water' }).click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-add': {
    room: leading,
    stage: room(async (page) => {
      const next = page.getByRole('button', { name: /Next Open Water/ });
      if (await next.isVisible()) await next.click();
      await page.getByRole('button', { name: 'Add a song' }).click();
      await page.getByText('Quiet Road').waitFor();
    }),
  },
  'song-tempo': {
    room: leading,
    stage: room(async (page, hub) => {
      hub.say('tempo.anchor', { ...changing() });
      await page
        .getByRole('button', { name: /^(Click|Tempo)$/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-tempo-off': {
    room: leading,
    stage: room(async (page, hub) => {
      hub.say('tempo.anchor', { ...running(), running: false, run: undefined });
      await page
        .getByRole('button', { name: /^(Click|Tempo)$/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-tempo-planned': {
    room: leading,
    stage: room(async (page, hub) => {
      const plan = running();
      const start_ms = plan.anchor.anchor_timestamp_ms + 42_000;
      const anchor = {
        ...plan.anchor,
        anchor_bar_index: 33,
        anchor_timestamp_ms: start_ms,
        from_ms: start_ms,
      };
      hub.say('tempo.anchor', {
        ...plan,
        anchor,
        run: { start_ms, first_bar: 33, count_in_bars: 0, count_in: 'click' },
      });
      await page.getByText('to the start').waitFor();
    }),
  },
  'song-calibrate': {
    room: inSong,
    stage: room(async (page) => {
      await page
        .getByRole('button', { name: /^(Click|Tempo)$/ })
        .last()
        .click();
      await page.getByRole('button', { name: 'Calibrate' }).click();
    }),
  },
  'song-chart': {
    room: inSong,
    stage: room(async (page) => {
      await page.getByRole('button', { name: 'Chart', exact: true }).last().click();
      await page.getByRole('region', { name: 'Harbour Light' }).waitFor();
    }),
  },
  'song-ahead': {
    room: inSong,
    stage: room(async (page) => {
      await page.getByRole('button', { name: 'Chart', exact: true }).last().click();
      await page.getByRole('button', { name: 'Next: Open Water' }).click();
      await page.getByText('Harbour Light is playing.').waitFor();
    }),
  },
  'song-look': {
    room: inSong,
    stage: room(async (page) => {
      const next = page.getByRole('button', { name: /Next Open Water/ });
      if (await next.isVisible()) await next.click();
      await page.getByRole('button', { name: /Lantern/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Chart' }).waitFor();
    }),
  },
  'song-library': {
    room: leading,
    stage: room(async (page) => {
      const next = page.getByRole('button', { name: /Next Open Water/ });
      if (await next.isVisible()) await next.click();
      await page.getByRole('button', { name: 'Add a song' }).click();
      await page.getByRole('button', { name: 'Library and import' }).click();
      await page.getByRole('button', { name: 'Import' }).waitFor();
    }),
  },
  'song-tempo-follow': {
    room: inSong,
    looks: 'phone',
    stage: room(async (page) => {
      await page.getByRole('button', { name: 'Click', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-beat': {
    room: inSong,
    stage: room(async (page) => {
      await page
        .getByRole('button', { name: /^(Click|Tempo)$/ })
        .last()
        .click();
      await page.getByRole('button', { name: 'Beat, full screen' }).click();
      await page.waitForTimeout(900);
    }),
  },
  'song-signal': {
    room: inSong,
    stage: room(async (page, hub) => {
      const plan = running();
      hub.say('tempo.anchor', { ...plan });
      const at_ms = plan.anchor.anchor_timestamp_ms + (8 * 60_000) / 72;
      hub.say('cue.show', { cue_id: 'q1', kind: 'cut', by: 'maya', at_bar: 31, at_ms });
      await page.getByRole('button', { name: /Cut/ }).waitFor();
    }),
  },
  'song-signals-more': {
    room: leading,
    stage: room(async (page) => {
      await page
        .getByRole('button', { name: /^More( signals)?$/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
    }),
  },
  'song-links': {
    room: leading,
    stage: room(async (page, hub) => {
      reports(hub);
      hub.say('metrics.report', {
        user_id: 'noor',
        rtt_ms: 40,
        loss_pct: 14,
        jitter_ms: 9,
        bitrate_bps: 20_000,
      });
      hub.say('metrics.report', { user_id: 'ada', rtt_ms: 31, bitrate_bps: 0, drift_ms: 9.4, drifts: true });
      const fix = page.getByRole('button', { name: 'Show fix' });
      if (await fix.isVisible().catch(() => false)) await fix.click();
      else {
        await page.getByRole('button', { name: 'More', exact: true }).first().click();
        await page.getByRole('dialog').getByRole('button', { name: 'Your link' }).click();
      }
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(1200);
    }),
  },
  'song-preflight': {
    room: leading,
    stage: room(async (page, hub) => {
      reports(hub);
      const check = page.getByRole('button', { name: 'Check every device' });
      if (!(await check.isVisible())) await page.getByRole('button', { name: /good link/ }).click();
      await page.getByRole('button', { name: 'Check every device' }).last().click();
      hub.say('preflight.start', { run_id: 'r1' });
      const good = {
        run_id: 'r1',
        rtt_ms: 9,
        loss_pct: 0,
        jitter_ms: 2,
        microphone: 'ok',
        voice: 'on',
        drift_ms: 1,
      };
      hub.say('preflight.result', { ...good, user_id: 'priya' });
      hub.say('preflight.result', { ...good, user_id: 'jonas', microphone: 'silent' });
      hub.say('preflight.result', { ...good, user_id: 'ada', drift_ms: 9.4, loss_pct: 4 });
      hub.say('preflight.result', { ...good, user_id: 'maya' });
      await page.getByText('Ready').first().waitFor();
    }),
  },
};
