/** A quiet room still moves a microphone; one that is muted or dead gives nothing but zeros. */
const DEAD_DBFS = -75;
const LOOK_EVERY_MS = 50;
const RESUME_MS = 500;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether anything comes out of a microphone. Listens to a copy: what is published stays closed. */
export async function hears(track: MediaStreamTrack, forMs: number): Promise<boolean> {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  try {
    // Before somebody touches the page a browser may keep this waiting for ever.
    if (context.state === 'suspended') await Promise.race([context.resume(), pause(RESUME_MS)]);
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const until = performance.now() + forMs;
    let loudest = Number.NEGATIVE_INFINITY;
    while (performance.now() < until) {
      await pause(LOOK_EVERY_MS);
      analyser.getFloatTimeDomainData(samples);
      loudest = Math.max(loudest, dbfs(samples));
    }
    return loudest > DEAD_DBFS;
  } finally {
    copy.stop();
    await context.close();
  }
}

/** The mean level of some samples. */
export function dbfs(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2;
  return 10 * Math.log10(sum / Math.max(1, samples.length));
}
