// Runs in a page before the page's own scripts: gives it a clock of its own, with another zero and another rate than the
// host's, wherever it can read time, and notes when each sound was due. What is native stays in __rig for the rig alone.
// Timers are left alone (a part in 20,000 of a timeout is nothing), workers too: the page must not take time from them.
(() => {
  const { ppm, offsetMs, wallMs } = __OPTIONS__;
  const rate = 1 + ppm * 1e-6;
  const nativeNow = performance.now.bind(performance);
  const nativeOrigin = performance.timeOrigin;
  const skew = (nativeMs) => nativeMs * rate + offsetMs;
  const rig = (window.__rig = { nativeNow, skew, starts: [], clock: [] });

  const getter = (prototype, name, change) => {
    const native = Object.getOwnPropertyDescriptor(prototype, name).get;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return change(native.call(this));
      },
    });
  };
  const origin = nativeOrigin + wallMs - offsetMs;
  Performance.prototype.now = () => skew(nativeNow());
  getter(Performance.prototype, 'timeOrigin', () => origin);
  getter(PerformanceEntry.prototype, 'startTime', skew);
  getter(Event.prototype, 'timeStamp', skew);
  getter(AnimationTimeline.prototype, 'currentTime', (ms) => (ms === null ? null : skew(ms)));
  const requestFrame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => requestFrame((ms) => callback(skew(ms)));

  const NativeDate = Date;
  const wallNow = () => Math.floor(origin + skew(nativeNow()));
  NativeDate.now = wallNow;
  window.Date = new Proxy(NativeDate, {
    construct: (target, words, self) => Reflect.construct(target, words.length === 0 ? [wallNow()] : words, self),
    apply: () => new NativeDate(wallNow()).toString(),
  });
  NativeDate.prototype.constructor = window.Date;

  // Zero says that the output has not begun, and remains.
  const getOutputTimestamp = AudioContext.prototype.getOutputTimestamp;
  rig.nativeOutput = (context) => getOutputTimestamp.call(context);
  AudioContext.prototype.getOutputTimestamp = function () {
    const { contextTime, performanceTime } = getOutputTimestamp.call(this);
    return { contextTime, performanceTime: performanceTime > 0 ? skew(performanceTime) : performanceTime };
  };

  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
    if (this.context instanceof AudioContext)
      rig.starts.push({ when, aheadS: when - this.context.currentTime, nativeMs: nativeNow() });
    return start.call(this, when, ...rest);
  };

  // What the app believes of the session's clock, if it tells.
  setInterval(() => {
    const nativeMs = nativeNow();
    const sessionMs = window.tuttiTempo?.sessionMs(skew(nativeMs));
    if (typeof sessionMs === 'number') rig.clock.push({ nativeMs, sessionMs });
  }, 200);
})();
