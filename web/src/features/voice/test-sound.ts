/** A peak of −54 dBFS: nobody would hear it in a room, were the floor ever open. */
const AMPLITUDE = 0.002;
/**
 * The coder leaves out what it takes for silence, at this level noise too once it has heard something louder. Syllables of
 * a voice it sends, however faint.
 */
const VOICE_HZ = 140;
const SYLLABLES_HZ = 4;
const HARMONICS = 20;
const PEAK = 1.85;
const RESUME_MS = 500;

export interface TestSound {
  track: MediaStreamTrack;
  stop(): void;
}

/** A faint voice without words; nothing where the browser lets no sound run yet. */
export async function testSound(): Promise<TestSound | undefined> {
  const context = new AudioContext();
  const stop = (): void => void context.close().catch(() => undefined);
  if (context.state === 'suspended') {
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, RESUME_MS))]);
  }
  const destination = context.createMediaStreamDestination();
  const [track] = destination.stream.getAudioTracks();
  if (context.state !== 'running' || !track) {
    stop();
    return undefined;
  }
  const second = context.createBuffer(1, context.sampleRate, context.sampleRate);
  const samples = second.getChannelData(0);
  for (let i = 0; i < samples.length; i++) {
    const turns = (2 * Math.PI * i) / samples.length;
    if (Math.sin(SYLLABLES_HZ * turns) <= 0) continue;
    for (let n = 1; n <= HARMONICS; n++) samples[i] = (samples[i] ?? 0) + Math.sin(n * VOICE_HZ * turns) / n;
    samples[i] = ((samples[i] ?? 0) * AMPLITUDE) / PEAK;
  }
  const voice = context.createBufferSource();
  voice.buffer = second;
  voice.loop = true;
  voice.connect(destination);
  voice.start();
  return { track, stop };
}

/** Sends the test's sound where the microphone is shut; answers how the microphone gets its place back. */
export async function soundInstead(
  sender: Pick<RTCRtpSender, 'replaceTrack'>,
  mic: { readonly captures: boolean; readonly track: MediaStreamTrack | undefined },
  open = testSound,
): Promise<() => Promise<void>> {
  const sound = mic.captures ? undefined : await open();
  if (!sound) return async () => undefined;
  const giveBack = async (): Promise<void> => {
    await sender.replaceTrack(mic.track ?? null);
    sound.stop();
  };
  if (mic.captures) {
    sound.stop();
    return async () => undefined;
  }
  await sender.replaceTrack(sound.track);
  // Whoever pressed while it was put in place is heard at once.
  if (mic.captures) await giveBack();
  return giveBack;
}
