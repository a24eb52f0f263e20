/** What is needed to watch for the network's return, so that tests can hand in their own. */
export interface RevivalPorts {
  /** Grows with every packet of the hub. */
  arrivedBytes(): Promise<number>;
  silent(): boolean;
  revived(): void;
  after(ms: number, run: () => void): () => void;
}

const LOOK_EVERY_MS = 100;
/** How long a connection that is tried on a sign of life gets before the next sign counts. */
const TRUST_MS = 700;

/**
 * Watches the voice while the hub does not answer: its packets arrive within half a second of the network's return,
 * when TCP may still wait for seconds before it tries again.
 */
export class Revival {
  private readonly ports: RevivalPorts;
  private watching = false;
  private cancel: () => void = () => undefined;

  constructor(ports: RevivalPorts) {
    this.ports = ports;
  }

  watch(): void {
    if (this.watching) return;
    this.watching = true;
    void this.look(undefined);
  }

  stop(): void {
    this.watching = false;
    this.cancel();
  }

  private async look(before: number | undefined): Promise<void> {
    const bytes = await this.ports.arrivedBytes().catch(() => 0);
    if (!this.watching) return;
    if (!this.ports.silent()) {
      this.watching = false;
      return;
    }
    const alive = before !== undefined && bytes > before;
    if (alive) this.ports.revived();
    this.cancel = this.ports.after(alive ? TRUST_MS : LOOK_EVERY_MS, () => void this.look(bytes));
  }
}
