const MOST = 16;
/** A moment of silence is no reason to leave; that nobody listens there any more is one. */
const SILENCES = 2;
/** So often the others may say that somebody is out before it is believed: what they know may be old. */
const ROUNDS = 3;

/** How a try ended: nobody listens there, nothing came back, or whoever is there lets this person in no more. */
export type Failure = 'closed' | 'silent' | 'refused';

/** What a page does next: asks at once, or after a while, or believes that it is out. */
export type Next = 'now' | 'later' | 'never';

/** Where the hub is reached: at one of its nodes. When that does not answer the page goes on at another. */
export class Places {
  private known: readonly string[];
  /** Where it was let in last. */
  private stay: string;
  private here: string;
  private readonly asked = new Set<string>();
  private silences = 0;
  private refusals = 0;
  private readonly random: () => number;

  constructor(origin: string, random: () => number = Math.random) {
    this.known = [origin];
    this.stay = origin;
    this.here = origin;
    this.random = random;
  }

  /** Of the node that the page is at, or asks. */
  get origin(): string {
    return this.here;
  }

  get others(): boolean {
    return this.known.length > 1;
  }

  /** It left the node where it was, and no other has let it in yet. */
  get moving(): boolean {
    return this.here !== this.stay;
  }

  /** Some of the others, in any order. */
  some(count: number): string[] {
    const left = this.known.filter((origin) => origin !== this.here);
    const picked: string[] = [];
    while (left.length > 0 && picked.length < count) {
      picked.push(...left.splice(Math.floor(this.random() * left.length), 1));
    }
    return picked;
  }

  /** What the node that the page is at says of the others. */
  learn(others: readonly string[]): void {
    const rest = others.filter((origin) => origin !== this.here);
    this.known = [this.here, ...new Set(rest)].slice(0, MOST);
  }

  /** The page is in, at the node that it asked. */
  arrived(): void {
    this.stay = this.here;
    this.asked.clear();
    this.silences = 0;
    this.refusals = 0;
  }

  /** From now on it asks there: that one answers, and the node where it was does not. */
  go(origin: string): void {
    this.here = origin;
  }

  /** The node where it was answers after all. */
  stayed(): void {
    this.here = this.stay;
    this.asked.clear();
    this.silences = 0;
  }

  /** A try came to nothing. Each of the others is asked once, in any order; then the round begins anew where it was. */
  failed(how: Failure): Next {
    if (how === 'refused' && (!this.moving || ++this.refusals >= ROUNDS * this.known.length)) return 'never';
    if (!this.others) return 'later';
    if (how === 'silent' && !this.moving && ++this.silences < SILENCES) return 'now';
    this.asked.add(this.here);
    const left = this.known.filter((origin) => !this.asked.has(origin) && origin !== this.stay);
    const next = left[Math.floor(this.random() * left.length)];
    if (next) {
      this.here = next;
      return 'now';
    }
    this.asked.clear();
    this.silences = 0;
    this.here = this.stay;
    return 'later';
  }
}

/** What is needed to ask several nodes at once. */
export interface Asking {
  /** Resolves when it answers, whatever it says. */
  answers(origin: string): Promise<unknown>;
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

/** So many of the others are asked at once. */
const ASKED = 3;
/** So long, or twice as long as another one took, the node that the page is at has to answer. */
const GRACE_MS = 300;

/** Another node that answers now while the one that the page is at does not: so it is not the network that is silent. */
export async function elsewhere(places: Places, ask: Asking): Promise<string | undefined> {
  const others = places.some(ASKED);
  if (others.length === 0) return undefined;
  const sinceMs = ask.nowMs();
  const here = ask.answers(places.origin).then(
    () => true,
    () => false,
  );
  const there = others.map(async (origin) => ask.answers(origin).then(() => origin));
  const first = await Promise.any(there).catch(() => undefined);
  if (!first) return undefined;
  const tookMs = ask.nowMs() - sinceMs;
  const late = ask.wait(Math.max(GRACE_MS, 2 * tookMs) - tookMs).then(() => false);
  return (await Promise.race([here, late])) ? undefined : first;
}

/** So long a browser may take to say that a page's policy forbids an address. */
const POLICY_MS = 1000;

/** Whether the policy that this page was loaded with forbids it to ask one of these: only the browser knows. */
export async function barred(origins: readonly string[], patienceMs = POLICY_MS): Promise<boolean> {
  // There are no words for IPv6 in a policy: loading the page anew would change nothing.
  const asked = origins.filter((origin) => !origin.includes('['));
  let forbidden = false;
  const heard = (event: SecurityPolicyViolationEvent): void => {
    if (asked.some((origin) => event.blockedURI.startsWith(origin))) forbidden = true;
  };
  document.addEventListener('securitypolicyviolation', heard);
  try {
    const patience = AbortSignal.timeout(patienceMs);
    await Promise.allSettled(asked.map((origin) => fetch(`${origin}/healthz`, { signal: patience })));
  } finally {
    document.removeEventListener('securitypolicyviolation', heard);
  }
  return forbidden;
}
