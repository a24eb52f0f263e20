// What the voice benchmark runs inside a page: a source of tone bursts and detectors with sample-exact timestamps.
// Times handed out are milliseconds of the machine's clock, comparable between pages of one browser.
(() => {
  const BURST_HZ = 1000;
  const CHIRP_START_HZ = 700;
  const CHIRP_HZ_PER_S = 4000;

  // Demodulates around `hz`; reports the frame in which the envelope rises over `threshold` after `quietMs` of quiet.
  const worklet = `
    class OnsetDetector extends AudioWorkletProcessor {
      constructor({ processorOptions: o }) {
        super();
        Object.assign(this, o, { quietFrames: o.quietMs * sampleRate / 1000, quiet: 0, i: 0, q: 0, phase: 0, recording: null });
        this.smoothing = 1 - Math.exp(-1 / (0.0015 * sampleRate));
        this.step = 2 * Math.PI * this.hz / sampleRate;
      }
      process([input]) {
        const samples = input[0];
        for (let n = 0; samples && n < samples.length; n++) {
          const x = samples[n];
          if (this.recording) {
            this.recording.push(x);
            if (this.recording.length >= this.recordFrames) {
              this.port.postMessage({ frame: this.onsetFrame, samples: Float32Array.from(this.recording) });
              this.recording = null;
              this.quiet = 0;
            }
            continue;
          }
          let level = Math.abs(x);
          if (this.hz > 0) {
            this.phase += this.step;
            this.i += (x * Math.cos(this.phase) - this.i) * this.smoothing;
            this.q += (x * Math.sin(this.phase) - this.q) * this.smoothing;
            level = 2 * Math.hypot(this.i, this.q);
          }
          if (level > this.threshold) {
            if (this.quiet >= this.quietFrames) {
              const frame = currentFrame + n;
              if (this.recordFrames) {
                this.recording = [x];
                this.onsetFrame = frame;
                continue;
              }
              this.port.postMessage({ frame });
            }
            this.quiet = 0;
          } else {
            this.quiet++;
          }
        }
        return true;
      }
    }
    registerProcessor('onset-detector', OnsetDetector);`;

  class Bench {
    constructor() {
      this.onsets = {};
      this.offsets = [];
    }

    async start() {
      this.context = new AudioContext({ latencyHint: 'interactive' });
      await this.context.resume();
      const url = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
      await this.context.audioWorklet.addModule(url);
      this.output = this.context.createMediaStreamDestination();
      // Without an input that runs, a destination sends nothing at all, not even silence.
      this.silence = new ConstantSourceNode(this.context, { offset: 0 });
      this.silence.connect(this.output);
      this.silence.start();
      // A detector is pulled only when it leads somewhere.
      this.sink = new GainNode(this.context, { gain: 0 });
      this.sink.connect(this.context.destination);
      this.sampleClock();
      this.clockTimer = setInterval(() => this.sampleClock(), 7);
    }

    // currentTime moves in steps, just before a block is rendered: the smallest difference seen is the mapping.
    sampleClock() {
      const now = performance.timeOrigin + performance.now();
      this.offsets.push([now, now - this.context.currentTime * 1000]);
      if (this.offsets.length > 600) this.offsets.shift();
    }

    machineTime(contextSeconds) {
      let offset = Number.POSITIVE_INFINITY;
      for (const [, difference] of this.offsets) offset = Math.min(offset, difference);
      return offset + contextSeconds * 1000;
    }

    // How far the mapping has wandered: the smallest offset of the older half against that of the newer.
    clockWander() {
      const half = this.offsets.length >> 1;
      const least = (list) => Math.min(...list.map(([, difference]) => difference));
      return half < 100 ? 0 : Math.abs(least(this.offsets.slice(0, half)) - least(this.offsets.slice(half)));
    }

    detector(name, options) {
      this.onsets[name] ??= [];
      const node = new AudioWorkletNode(this.context, 'onset-detector', { processorOptions: options });
      node.port.onmessage = ({ data }) =>
        this.onsets[name].push({ ...data, at: this.machineTime(data.frame / this.context.sampleRate) });
      node.connect(this.sink);
      return node;
    }

    // Listens to a stream; a remote one flows only while a media element has it.
    listen(name, stream, options = { hz: BURST_HZ, threshold: 0.08, quietMs: 60 }) {
      const element = new Audio();
      element.muted = true;
      element.srcObject = stream;
      element.play();
      (this.elements ??= []).push(element);
      this.context.createMediaStreamSource(stream).connect(this.detector(name, options));
    }

    // One burst of 80 ms some milliseconds from now; returns when its first sample is rendered.
    burst() {
      const begins = this.context.currentTime + 0.03;
      const tone = new OscillatorNode(this.context, { frequency: BURST_HZ });
      const gain = new GainNode(this.context, { gain: 0 });
      gain.gain.setValueAtTime(0.5, begins);
      gain.gain.setValueAtTime(0, begins + 0.08);
      tone.connect(gain).connect(this.output);
      tone.start(begins);
      tone.stop(begins + 0.1);
      return this.machineTime(begins);
    }

    // A tone whose pitch tells how long ago it began: what is missing of its beginning can be read from what arrives.
    chirp(seconds = 0.4) {
      const begins = this.context.currentTime;
      const tone = new OscillatorNode(this.context, { frequency: CHIRP_START_HZ });
      const gain = new GainNode(this.context, { gain: 0.5 });
      tone.frequency.setValueAtTime(CHIRP_START_HZ, begins);
      tone.frequency.linearRampToValueAtTime(CHIRP_START_HZ + CHIRP_HZ_PER_S * seconds, begins + seconds);
      tone.connect(gain).connect(this.output);
      tone.start(begins);
      tone.stop(begins + seconds);
      return this.machineTime(begins);
    }

    take(name) {
      const rate = this.context.sampleRate;
      const taken = this.onsets[name].map(({ at, samples }) => ({ at, rate, samples: samples && Array.from(samples) }));
      this.onsets[name] = [];
      return taken;
    }
  }

  Object.assign(window, { Bench, CHIRP: { startHz: CHIRP_START_HZ, hzPerS: CHIRP_HZ_PER_S } });
})();
