// The stand-in for the app: clicks by the host's own clock, which all devices share perfectly. What is then between the
// devices is the rig's own error. Started by rig code with { pitchHz, sigmaS, navigationMs }.
(() => {
  const LOOK_AHEAD_MS = 500;
  const EVERY_MS = 50;
  const MAPPINGS = 40;

  window.__standIn = class {
    constructor({ pitchHz, sigmaS, centreS, amplitude, navigationMs }) {
      this.navigationMs = navigationMs;
      this.open();
      const rate = this.context.sampleRate;
      const frames = Math.round(2 * centreS * rate);
      this.buffer = new AudioBuffer({ numberOfChannels: 1, length: frames, sampleRate: rate });
      const samples = this.buffer.getChannelData(0);
      for (let i = 0; i < frames; i++) {
        const t = i / rate - centreS;
        samples[i] = amplitude * Math.exp(-(t * t) / (2 * sigmaS * sigmaS)) * Math.cos(2 * Math.PI * pitchHz * t);
      }
      setInterval(() => this.tick(), EVERY_MS);
    }

    // A new audio stream, as a page has one that was opened anew.
    open() {
      this.context?.close();
      this.context = new AudioContext({ latencyHint: 'interactive' });
      this.mappings = [];
      __rig.starts.length = 0;
    }

    // Clicks at startMs, startMs + periodMs… of the host's clock.
    play(startMs, periodMs, count) {
      this.plan = { startMs, periodMs, count, next: 0 };
    }

    tick() {
      const { contextTime, performanceTime } = __rig.nativeOutput(this.context);
      if (!(performanceTime > 0)) return;
      // Output of context time zero by the host's clock; the median of the last two seconds.
      this.mappings.push(this.navigationMs + performanceTime - contextTime * 1000);
      if (this.mappings.length > MAPPINGS) this.mappings.shift();
      const sorted = [...this.mappings].sort((a, b) => a - b);
      const zeroMs = sorted[sorted.length >> 1];
      const nowMs = this.navigationMs + __rig.nativeNow();
      const plan = this.plan;
      while (plan && plan.next < plan.count) {
        const dueMs = plan.startMs + plan.next * plan.periodMs;
        if (dueMs > nowMs + LOOK_AHEAD_MS) break;
        plan.next++;
        const when = (dueMs - zeroMs) / 1000;
        if (when < this.context.currentTime) continue;
        const source = new AudioBufferSourceNode(this.context, { buffer: this.buffer });
        source.connect(this.context.destination);
        source.start(when);
      }
    }
  };
})();
