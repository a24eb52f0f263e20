/** The click of the rig: a tone burst under a Gaussian envelope, whose middle can be told to a millionth of a second. */

export const SIGMA_S = 0.003;
/** From the start of the sound to its middle. */
export const CENTRE_S = 0.012;

/** Devices 700 Hz apart; the stand-in of a device between its neighbours. */
export function pitchOf(device: number, standIn = false): number {
  return 1000 + 700 * device + (standIn ? 350 : 0);
}

/** Adds a burst to samples, its middle at a time in seconds. */
export function addBurst(samples: Float32Array, rate: number, atS: number, hz: number, amplitude: number): void {
  const from = Math.max(0, Math.ceil((atS - CENTRE_S) * rate));
  const to = Math.min(samples.length, (atS + CENTRE_S) * rate);
  for (let i = from; i < to; i++) {
    const t = i / rate - atS;
    samples[i]! += amplitude * Math.exp(-(t * t) / (2 * SIGMA_S * SIGMA_S)) * Math.cos(2 * Math.PI * hz * t);
  }
}
