import four from './voice/four.wav?url';
import one from './voice/one.wav?url';
import three from './voice/three.wav?url';
import two from './voice/two.wav?url';

/** A spoken number: where it is, and how long after its first sample the vowel begins that is heard as its beat. */
export interface SpokenNumber {
  url: string;
  leadS: number;
}

/** The beats of a bar, counted; `scripts/count-voice.py` makes them and tells the leads. */
export const SPOKEN: readonly SpokenNumber[] = [
  { url: one, leadS: 0.03 },
  { url: two, leadS: 0.035 },
  { url: three, leadS: 0.04 },
  { url: four, leadS: 0.08 },
];
