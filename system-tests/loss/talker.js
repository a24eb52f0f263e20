// Runs in the talker's page, after benchmarks/browser/page.js: its microphone is WebAudio, a steady tone or bursts of it.
(() => {
  let opened;
  navigator.mediaDevices.getUserMedia = async () => {
    opened ??= (async () => {
      window.bench = new Bench();
      await bench.start();
      const { context, output } = bench;
      window.steady = new GainNode(context, { gain: 0 });
      const tone = new OscillatorNode(context, { frequency: __HZ__ });
      tone.connect(window.steady).connect(output);
      tone.start();
    })();
    await opened;
    return bench.output.stream.clone();
  };
})();
