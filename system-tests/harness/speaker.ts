/** Somebody in a session at one node, whose voice and ears are an app of LiveKit's native SDK. */
import type { AnyFrame, EventSocket } from './eventSocket.ts';
import type { Hub } from './hub.ts';
import { Member } from './member.ts';
import { SdkClient } from './sdkClient.ts';
import { PATIENCE_MS, until } from './until.ts';

/** On /ws, and with an app that plays and hears. */
export class Speaker {
  private constructor(
    readonly member: Member,
    readonly socket: EventSocket,
    readonly app: SdkClient,
  ) {}

  static async at(hub: Hub, code: string, name: string): Promise<Speaker> {
    // A node that has just joined may not have the session yet.
    const member = await until(`${name} is in`, PATIENCE_MS, () => Member.arrive(hub, code, name));
    const socket = await member.connect();
    const { token } = await member.mediaToken('ws');
    const url = hub.https.replace('https', 'wss');
    const app = await SdkClient.join({ url, token, authorityFile: hub.authorityFile });
    return new Speaker(member, socket, app);
  }

  /** The newest lease, while nobody has said that it is over. */
  get lease(): string | undefined {
    const lease = this.socket.frames.findLast(({ type }) => type === 'floor.granted')?.payload.lease_id;
    return this.endOf(lease) ? undefined : lease;
  }

  endOf(lease: string): AnyFrame | undefined {
    return this.socket.frames.find(
      ({ type, payload }) => (type === 'floor.revoked' || type === 'floor.released') && payload.lease_id === lease,
    );
  }

  /** Holds the button until it is granted, again when a machine that stood still for a while has lost the lease. */
  async talk(): Promise<void> {
    await until(`${this.member.name} talks`, PATIENCE_MS, async () => {
      if (!this.lease) await this.press();
      return this.lease;
    });
  }

  press(): Promise<AnyFrame> {
    return this.socket.press(this.socket.snapshot.channels[0].id);
  }

  /** Presses while the other talks; resolves with the request that waits. */
  async waitsBehind(talker: Speaker): Promise<string> {
    const waits = await until(`${this.member.name} waits behind ${talker.member.name}`, PATIENCE_MS, async () => {
      await talker.talk();
      const decision = await this.press();
      if (decision.type === 'floor.granted') this.socket.release(decision.payload.lease_id);
      return decision.type === 'floor.queued' && decision;
    });
    return waits.payload.request_id;
  }

  async sees(talker: Speaker): Promise<void> {
    await this.socket.frame('ptt.state', (p) => p.user_id === talker.member.userId && p.state === 'talking');
  }

  /** From /ws and from the room. */
  async leave(): Promise<void> {
    this.socket.terminate();
    await this.app.leave().catch(() => {});
  }
}
