/** The steps that lead to what is worth a look. */
import type { Page } from 'playwright-core';
import type { DevHub } from '../dev-hub/hub.ts';
import type { sundayBand } from '../dev-hub/rooms.ts';

export type Stage = (page: Page, hub: DevHub, url: string) => Promise<void>;
export interface Staged {
  room?: () => ReturnType<typeof sundayBand>;
  /** Only looks whose name contains this. */
  looks?: string;
  stage: Stage;
}
export async function enter(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/j/K7M4RT`);
  await page.getByRole('button', { name: 'Open the microphone' }).click();
  await page.getByLabel('Your name in the room').fill('Tomás');
  await page.getByRole('button', { name: 'Sounds right, go in' }).click();
}

export function room(then: (page: Page, hub: DevHub) => Promise<void> = async () => undefined): Stage {
  return async (page, hub, url) => {
    await enter(page, url);
    await page.getByRole('button', { name: /^Talk(:|$)/ }).waitFor();
    await page
      .getByText(/good link/)
      .first()
      .waitFor();
    await then(page, hub);
    await page.waitForTimeout(350);
  };
}

export function sheet(...buttons: string[]): Stage {
  return room(async (page) => {
    const [first = '', ...rest] = buttons;
    await page.getByRole('button', { name: first, exact: true }).click();
    for (const name of rest)
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(400);
  });
}

export async function middle(page: Page, up = 0): Promise<[number, number]> {
  const box = await page.getByRole('button', { name: /^Talk(:|$)/ }).boundingBox();
  if (!box) throw new Error('no talk button');
  return [box.x + box.width / 2, box.y + box.height / 2 + up];
}

export async function press(page: Page): Promise<void> {
  await page.mouse.move(...(await middle(page)));
  await page.mouse.down();
}

export function granted(limitMs: number): (page: Page, hub: DevHub) => Promise<void> {
  return async (page, hub) => {
    hub.onFloor = (request, say) => {
      say('floor.granted', {
        ...request,
        lease_id: 'l1',
        fence: '1',
        expires_in_ms: 1500,
        talk_limit_ms: limitMs,
      });
      hub.say('ptt.state', {
        channel_id: 'band',
        user_id: 'tomas',
        state: 'talking',
        priority: false,
        emergency: false,
        talk_ms: 0,
      });
    };
    await press(page);
    await page.waitForTimeout(300);
  };
}

export function talk(hub: DevHub, user_id: string, over = {}, channel_id = 'band'): void {
  hub.say('ptt.state', {
    channel_id,
    user_id,
    state: 'talking',
    priority: false,
    emergency: false,
    talk_ms: 4000,
    ...over,
  });
}
