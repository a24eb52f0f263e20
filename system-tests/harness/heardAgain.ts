/** Somebody who wants to talk, whatever happens to the network or to the node; and how soon he is heard again. */
import { audible, type HeardNote } from './browser.ts';
import type { Person } from './person.ts';
import { PATIENCE_MS, until } from './until.ts';

/** With these the turn is over, or none can be had: the finger goes up. */
const LET_GO = ['offline', 'denied', 'revoked'];

/** He presses whenever the button says that he may; resolves when the other hears him. */
export async function heardAsSoonAsPossible(talker: Person, listener: Person, sinceMs: number): Promise<HeardNote> {
  let holding = false;
  const note = await until(`${talker.name} is heard`, PATIENCE_MS, async () => {
    holding = await look(talker, holding);
    return (await listener.browser.notes(sinceMs)).find((heard) => audible(heard).includes(talker.tone));
  });
  await talker.release();
  return note;
}

/** He talks all the while, and presses again when the turn was taken away. */
export async function whileTalking<T>(talker: Person, act: () => Promise<T>): Promise<T> {
  let over = false;
  const talking = talks(talker, () => over);
  try {
    return await Promise.race([act(), talking.then(() => Promise.reject(new Error(`${talker.name} has stopped`)))]);
  } finally {
    over = true;
    await talking;
  }
}

async function talks(talker: Person, over: () => boolean): Promise<void> {
  let holding = false;
  await until(`${talker.name} has talked enough`, 4 * PATIENCE_MS, async () => {
    holding = await look(talker, holding);
    return over();
  });
  if (holding) await talker.release();
}

/** One look at the button; answers whether he holds it now. */
async function look(talker: Person, holding: boolean): Promise<boolean> {
  const face = await talker.face();
  if (!holding && face !== 'offline') {
    await talker.press();
    return true;
  }
  if (!holding || !LET_GO.includes(face)) return holding;
  await talker.release();
  return false;
}
