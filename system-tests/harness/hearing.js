// Runs in every page before the page's own scripts: turns off the microphone's processing, and notes which of our
// tones each remote track sounds with and whether the page really plays that track. Read by browser.ts.
(() => {
  const { tones, presentAmplitude, presentShare, silentRms } = __OPTIONS__;
  const WINDOW = 1024; // 21 ms at 48 kHz
  const KEEP = 30_000; // five minutes

  const getUserMedia = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (getUserMedia) {
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const audio = constraints?.audio;
      const wanted = audio ? { ...constraints, audio: { ...(audio === true ? {} : audio), ...raw } } : constraints;
      const stream = await getUserMedia(wanted);
      (window.__microphones ??= []).push(...stream.getAudioTracks());
      return stream;
    };
  }

  const players = new Set();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    players.add(this);
    return play.call(this);
  };
  const plays = (element, track) =>
    !element.paused && !element.muted && element.volume > 0.01 && !!element.srcObject?.getTracks?.().includes(track);
  // How loud the page plays it: 0 where it does not.
  const volumeOf = (track) => [...players].find((element) => plays(element, track))?.volume ?? (mixed.has(track) ? 1 : 0);
  const mixed = new Set(); // tracks that the page itself plays through Web Audio
  const createSource = AudioContext.prototype.createMediaStreamSource;
  AudioContext.prototype.createMediaStreamSource = function (stream) {
    for (const track of stream.getAudioTracks()) mixed.add(track);
    return createSource.call(this, stream);
  };

  const hearing = (window.__hearing = { notes: [], since: performance.now() });
  const ears = new Map(); // track → analyser
  let context;

  function earFor(track) {
    context ??= new AudioContext({ sampleRate: 48000, latencyHint: 'interactive' });
    const pump = new Audio(); // Chromium decodes a remote track only when an element plays it
    pump.muted = true;
    pump.srcObject = new MediaStream([track]);
    play.call(pump).catch(() => {});
    const analyser = new AnalyserNode(context, { fftSize: WINDOW });
    createSource.call(context, new MediaStream([track])).connect(analyser);
    return { analyser, pump };
  }

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...words) {
      super(...words);
      (window.__peerConnections ??= []).push(this);
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio' && !ears.has(track)) ears.set(track, earFor(track));
      });
    }
  };

  function goertzel(samples, hz) {
    const coefficient = 2 * Math.cos((2 * Math.PI * hz) / 48000);
    let s1 = 0;
    let s2 = 0;
    for (let i = 0; i < samples.length; i++) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (samples.length - 1));
      const s0 = samples[i] * hann + coefficient * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    return (4 * Math.sqrt(Math.max(0, s1 * s1 + s2 * s2 - coefficient * s1 * s2))) / samples.length;
  }

  const samples = new Float32Array(WINDOW);
  function listen() {
    const atMs = performance.timeOrigin + performance.now();
    const heard = [];
    let loudest = 0;
    for (const [track, { analyser }] of ears) {
      if (track.readyState === 'ended') {
        ears.delete(track);
        continue;
      }
      analyser.getFloatTimeDomainData(samples);
      let energy = 0;
      for (const sample of samples) energy += sample * sample;
      const rms = Math.sqrt(energy / samples.length);
      loudest = Math.max(loudest, rms);
      if (rms < silentRms) continue;
      const volume = volumeOf(track);
      for (const tone of tones) {
        const amplitude = goertzel(samples, tone);
        if (amplitude > presentAmplitude && amplitude ** 2 / 2 / rms ** 2 > presentShare)
          heard.push({ tone, amplitude, volume, played: volume > 0 });
      }
    }
    hearing.notes.push({ atMs, heard, silent: loudest < silentRms });
    if (hearing.notes.length > KEEP) hearing.notes.splice(0, KEEP / 2);
  }
  setInterval(listen, 10);
})();
