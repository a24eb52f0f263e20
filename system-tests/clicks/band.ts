/** The devices of the rig as a band: each opens the real page and is in the rehearsal, its click on and of its own pitch. */
import type { Hub } from '../harness/hub.ts';
import { Person } from '../harness/person.ts';
import { until } from '../harness/until.ts';
import { pitchOf } from './burst.ts';
import type { ClickDevice } from './clickDevice.ts';

const JOIN_TIMEOUT_MS = 60_000;

/** What the page finds in its storage: the click as its player has set it. */
export function clickSettings(device: number): string {
  const settings = { on: true, sound: 'burst', pitch_hz: pitchOf(device), volume: 0.5, visual: false, haptic: 'off' };
  return `localStorage.setItem('tutti.click', ${JSON.stringify(JSON.stringify(settings))});`;
}

/** From the code to the room, as anybody comes in. */
export async function joinBand(device: ClickDevice, hub: Hub, code: string): Promise<void> {
  const person = Person.at(hub, `Player ${device.index + 1}`, 1000, device.browser);
  await person.typeCode(code);
  await person.checkMicrophone();
  await inRoom(device);
}

/** Opens the page anew, as after a look at something else; resolves when the room is on the screen. */
export async function reopen(device: ClickDevice): Promise<void> {
  await device.page.reload();
  const enter = device.page.getByRole('button', { name: 'Sounds right, go in' });
  const microphone = device.page.getByRole('button', { name: 'Open the microphone' });
  await until('the room, or the microphone before it', JOIN_TIMEOUT_MS, async () => {
    if (await microphone.isVisible()) await microphone.click();
    if (await enter.isVisible()) await enter.click();
    return talkButton(device).isVisible();
  });
}

async function inRoom(device: ClickDevice): Promise<void> {
  await talkButton(device).waitFor({ timeout: JOIN_TIMEOUT_MS });
}

function talkButton({ page }: ClickDevice) {
  return page.getByRole('button', { name: /^Talk(:|$)/ });
}
