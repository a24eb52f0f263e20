/** Somebody hostile: an app that sends its voice all the while without ever asking, and garbage at the media port. */
import { throwGarbage } from './garbage.ts';
import type { Hub } from './hub.ts';
import { Member } from './member.ts';
import { SdkClient } from './sdkClient.ts';

const THROW_EVERY_MS = 100;
const PACKETS_A_THROW = 20;

export class Hostile {
  private thrown = 0;
  private readonly throwing: NodeJS.Timeout;

  private constructor(
    readonly hub: Hub,
    readonly tone: number,
    private readonly member: Member,
    private readonly app: SdkClient,
  ) {
    this.throwing = setInterval(() => void throwGarbage(hub.host, hub.mediaPort, PACKETS_A_THROW, this.thrown++), THROW_EVERY_MS);
  }

  /** Goes in and does his worst until he leaves. With a floor of "ws" his app can send, but not ask. */
  static async enter(hub: Hub, code: string, tone: number): Promise<Hostile> {
    const member = await Member.arrive(hub, code, 'Eve');
    const { url, token } = await member.mediaToken('ws');
    const app = await SdkClient.join({ url, token, authorityFile: hub.authorityFile });
    await app.publish(tone);
    return new Hostile(hub, tone, member, app);
  }

  /** Asks for once, and is granted, so that who never heard him before can tell that he was there; then gives it back. */
  async asksProperly(meanwhile: () => Promise<unknown>): Promise<void> {
    const socket = await this.member.connect();
    const { type, payload } = await socket.press(socket.snapshot.channels[0].id);
    if (type !== 'floor.granted') throw new Error(`The free floor answered ${type}`);
    await meanwhile();
    socket.release(payload.lease_id);
    await socket.close();
  }

  async leave(): Promise<void> {
    clearInterval(this.throwing);
    await this.app.leave().catch(() => {});
  }
}
