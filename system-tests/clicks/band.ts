/** The devices of the rig as a band: each opens the real page and is in the rehearsal, its click on and of its own pitch. */
import type { Hub } from '../harness/hub.ts';
import type { Member } from '../harness/member.ts';
import { Person } from '../harness/person.ts';
import { until } from '../harness/until.ts';
import { pitchOf } from './burst.ts';
import type { ClickDevice } from './clickDevice.ts';

const JOIN_TIMEOUT_MS = 60_000;
const AT_ONCE = 2;

/** What a page finds in its storage when it is opened first: the click with the rig's sound, which only a rig has. */
export function clickSettings(device: number): string {
  const burst = { sound: 'burst', burstHz: pitchOf(device), volume: 0.2 };
  const settings = JSON.stringify({ on: true, ...burst, haptic: 'off', visual: false, duckSpeech: false });
  const first = `if (isSecureContext && !localStorage.getItem('tutti.click'))`;
  return `window.tuttiRig = true; ${first} localStorage.setItem('tutti.click', ${JSON.stringify(settings)});`;
}

/** Everybody comes in, a few at a time. */
export async function joinBand(devices: readonly ClickDevice[], hub: Hub, code: string): Promise<void> {
  for (let from = 0; from < devices.length; from += AT_ONCE) {
    await Promise.all(devices.slice(from, from + AT_ONCE).map((device) => join(device, hub, code)));
  }
}

/** From the code to the room, as anybody comes in. */
async function join(device: ClickDevice, hub: Hub, code: string): Promise<void> {
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

/** The owner lets the click run, as one does over REST. */
export async function startClick(owner: Member, bpm: number): Promise<void> {
  await owner.rest.post(owner.path('/tempo'), { bpm, time_signature: '4/4', urgent: true });
  await owner.rest.post(owner.path('/tempo/start'), { count_in_bars: 0 });
}

async function inRoom(device: ClickDevice): Promise<void> {
  await talkButton(device).waitFor({ timeout: JOIN_TIMEOUT_MS });
}

function talkButton({ page }: ClickDevice) {
  return page.getByRole('button', { name: /^Talk(:|$)/ });
}
