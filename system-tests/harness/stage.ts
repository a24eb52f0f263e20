/** A hub with its owner, the people at its pages and the apps beside them, and their orderly end. */
import { join } from 'node:path';
import type { RunnerTask } from 'vitest';
import type { CreateSessionRequest } from '../../web/src/client/wire.ts';
import { target } from './folders.ts';
import { Hub, type HubOptions } from './hub.ts';
import { Member } from './member.ts';
import { Person } from './person.ts';
import { SdkClient, type Signalling } from './sdkClient.ts';

export class Stage {
  readonly people: Person[] = [];
  private readonly apps: SdkClient[] = [];
  code = '';

  private constructor(
    readonly hub: Hub,
    readonly owner: Member,
  ) {}

  static async open(name: string, options: HubOptions = {}): Promise<Stage> {
    const hub = await Hub.start(name, options);
    try {
      return new Stage(hub, await Member.owner(hub));
    } catch (error) {
      await hub.remove();
      throw error;
    }
  }

  /** A new session; the owner is in it over REST alone. */
  async session(session: Partial<CreateSessionRequest> = {}): Promise<string> {
    this.code = (await this.owner.create(session)).code;
    return this.code;
  }

  async person(name: string, tone: number): Promise<Person> {
    const person = await Person.arrive(this.hub, name, tone);
    this.people.push(person);
    return person;
  }

  /** People who have joined by the code, each in a browser of his own. */
  async joined(...people: [name: string, tone: number][]): Promise<Person[]> {
    const joined: Person[] = [];
    for (const [name, tone] of people) {
      const person = await this.person(name, tone);
      joined.push(person);
      await person.join(this.code).catch(async (error: unknown) => {
        await person.browser.picture(`failed/join-${name}`);
        console.log(`--- console of ${name}\n${person.browser.console.slice(-25).join('\n')}`);
        throw error;
      });
    }
    return joined;
  }

  /** A LiveKit app in the session, that knows nothing of Tutti. */
  async app(member: Member, signalling: Signalling = 'v1', floor: 'ws' | 'mute' = 'mute'): Promise<SdkClient> {
    const { url, token } = await member.mediaToken(floor);
    const app = await SdkClient.join({ url, token, signalling, authorityFile: this.hub.authorityFile });
    this.apps.push(app);
    return app;
  }

  /** Called after each test. */
  explain(task: Readonly<RunnerTask>): Promise<void> {
    return explain(task, this.hub, this.people);
  }

  /** Everybody leaves, the hub stays. */
  async clear(): Promise<void> {
    await Promise.all(this.apps.splice(0).map((app) => app.leave()));
    await Promise.all(this.people.splice(0).map((person) => person.leaveBrowser()));
  }

  async close(): Promise<void> {
    await this.clear();
    await this.hub.remove();
  }
}

/** Of a failed test: pictures of all pages are kept, and their consoles and the hub's log shown. */
export async function explain(task: Readonly<RunnerTask>, hub: Hub, people: readonly Person[]): Promise<void> {
  if (task.result?.state !== 'fail') return;
  const name = task.name.replaceAll(/\W+/g, '-').slice(0, 60);
  for (const { name: who, browser } of people) {
    await browser.page.screenshot({ path: join(target('screens', 'failed'), `${name}-${who}.png`) }).catch(() => {});
    console.log(`--- console of ${who}\n${browser.console.slice(-25).join('\n')}`);
  }
  console.log(`--- log of hub ${hub.name}\n${hub.logTail()}`);
}
