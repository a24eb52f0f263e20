// Runs in a listener's page, after benchmarks/browser/page.js: notes when bursts begin, and each gap in a steady tone,
// from the samples that the page was given to play. A gap is a time in which the tone's envelope stays below a fifth of
// what it is as a rule; it is told when it ends, so a silence that lasts is told by `silentMs`.
(() => {
  const worklet = `
    class GapMeter extends AudioWorkletProcessor {
      constructor({ processorOptions: { hz } }) {
        super();
        Object.assign(this, { step: 2 * Math.PI * hz / sampleRate, phase: 0, i: 0, q: 0, usual: 0, below: 0, told: 0 });
        this.smoothing = 1 - Math.exp(-1 / (0.002 * sampleRate));
      }
      process([input]) {
        const samples = input[0];
        const count = samples?.length ?? 128;
        for (let n = 0; n < count; n++) {
          const x = samples ? samples[n] : 0;
          this.phase += this.step;
          this.i += (x * Math.cos(this.phase) - this.i) * this.smoothing;
          this.q += (x * Math.sin(this.phase) - this.q) * this.smoothing;
          const level = 2 * Math.hypot(this.i, this.q);
          if (this.usual === 0 && level < 0.05) continue;
          if (level < Math.max(0.02, this.usual / 5)) {
            this.below++;
            continue;
          }
          this.usual += (level - this.usual) / sampleRate;
          if (this.below > 0.01 * sampleRate) this.port.postMessage({ ms: this.below / sampleRate * 1000, frame: currentFrame + n });
          this.below = 0;
        }
        if (currentFrame - this.told > sampleRate / 4) {
          this.told = currentFrame;
          this.port.postMessage({ silentMs: this.below / sampleRate * 1000, frame: currentFrame });
        }
        return true;
      }
    }
    registerProcessor('gap-meter', GapMeter);`;

  window.gaps = [];
  window.silentMs = 0;
  const Before = RTCPeerConnection;
  let started;
  window.RTCPeerConnection = class extends Before {
    constructor(...words) {
      super(...words);
      this.addEventListener('track', async ({ track }) => {
        if (track.kind !== 'audio') return;
        started ??= (async () => {
          window.bench = new Bench();
          await bench.start();
          const url = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
          await bench.context.audioWorklet.addModule(url);
        })();
        await started;
        const stream = new MediaStream([track]);
        bench.listen(`voice ${track.id}`, stream);
        const meter = new AudioWorkletNode(bench.context, 'gap-meter', { processorOptions: { hz: __HZ__ } });
        meter.port.onmessage = ({ data }) => {
          const atMs = bench.machineTime(data.frame / bench.context.sampleRate);
          if (data.ms) window.gaps.push({ ms: data.ms, atMs });
          else window.silentMs = data.silentMs;
        };
        bench.context.createMediaStreamSource(stream).connect(meter).connect(bench.sink);
      });
    }
  };
})();
