/** How soon somebody is heard again after the network failed him. */
import { audible, type HeardNote } from './browser.ts';
import type { Person } from './person.ts';
import { PATIENCE_MS, until } from './until.ts';

/** Somebody who wants to talk presses whenever the button says that he may; resolves when the other hears him. */
export async function heardAsSoonAsPossible(talker: Person, listener: Person, sinceMs: number): Promise<HeardNote> {
  let holding = false;
  const note = await until(`${talker.name} is heard`, PATIENCE_MS, async () => {
    const face = await talker.face();
    if (!holding && face !== 'offline') {
      await talker.press();
      holding = true;
    } else if (holding && ['offline', 'denied', 'revoked'].includes(face)) {
      await talker.release();
      holding = false;
    }
    return (await listener.browser.notes(sinceMs)).find((heard) => audible(heard).includes(talker.tone));
  });
  await talker.release();
  return note;
}
