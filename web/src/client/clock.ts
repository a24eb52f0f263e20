/** What one ping told: when it left and came back by our clock, and the hub's time in between. */
export interface Probe {
  sentMs: number;
  receivedMs: number;
  hubMs: number;
}

const WINDOW = 12;

/**
 * Estimates the hub's clock and the round trip from pings: of the last probes the one with the shortest trip
 * tells the offset, because it waited least in queues.
 */
export class HubClock {
  private probes: Probe[] = [];

  add(probe: Probe): void {
    if (probe.receivedMs < probe.sentMs) return;
    this.probes = [...this.probes.slice(-(WINDOW - 1)), probe];
  }

  get rttMs(): number | undefined {
    const trips = this.probes.slice(-5).map((p) => p.receivedMs - p.sentMs);
    if (trips.length === 0) return undefined;
    return trips.sort((a, b) => a - b)[Math.floor(trips.length / 2)];
  }

  get offsetMs(): number {
    const best = this.probes.reduce<Probe | undefined>(
      (a, b) => (a && a.receivedMs - a.sentMs <= b.receivedMs - b.sentMs ? a : b),
      undefined,
    );
    return best ? best.hubMs - (best.sentMs + best.receivedMs) / 2 : 0;
  }

  reset(): void {
    this.probes = [];
  }
}
