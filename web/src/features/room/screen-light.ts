/** Keeps the screen on while a room is open and looked at; the browser lets go whenever the page is hidden. */
export class ScreenLight {
  private readonly locks: Pick<WakeLock, 'request'> | undefined;
  private lock: WakeLockSentinel | undefined;
  private asking = false;
  private stopped = false;

  constructor(locks: Pick<WakeLock, 'request'> | undefined) {
    this.locks = locks;
  }

  /** Asked again each time that the page comes to sight. */
  keep(): void {
    const held = this.lock !== undefined && !this.lock.released;
    if (!this.locks || this.stopped || this.asking || held) return;
    this.asking = true;
    void this.locks
      .request('screen')
      .then((lock) => {
        this.lock = lock;
        if (this.stopped) return lock.release();
      })
      .catch(() => undefined)
      .finally(() => {
        this.asking = false;
      });
  }

  stop(): void {
    this.stopped = true;
    void this.lock?.release().catch(() => undefined);
  }
}
