"""Makes the spoken numbers of the count-in from flite (Debian: apt install flite), trimmed so that the vowel can be put on the beat.

Run in web/: python3 scripts/count-voice.py. Prints the time of each word's vowel onset for spoken.ts. The recordings' voice
is flite's slt, (c) Carnegie Mellon University and Cepstral, under a licence of the BSD kind (voice/LICENSE).
"""

import struct
import subprocess
import tempfile
import wave

WORDS = ["one", "two", "three", "four"]
EDGE_S = 0.004
STEP_S = 0.005


def read(path):
    with wave.open(path) as file:
        count = file.getnframes()
        return file.getframerate(), list(struct.unpack(f"<{count}h", file.readframes(count)))


for word in WORDS:
    with tempfile.NamedTemporaryFile(suffix=".wav") as made:
        subprocess.run(
            ["flite", "-voice", "slt", "--setf", "duration_stretch=0.85", "-t", word, "-o", made.name], check=True
        )
        rate, samples = read(made.name)
    peak = max(abs(s) for s in samples)
    heard = [i for i, s in enumerate(samples) if abs(s) > 0.02 * peak]
    edge = int(EDGE_S * rate)
    cut = samples[max(0, heard[0] - edge) : heard[-1] + edge]
    for i in range(edge):
        cut[i] = cut[i] * i // edge
        cut[-1 - i] = cut[-1 - i] * i // edge
    cut = [int(s * 30000 / peak) for s in cut]
    step = int(STEP_S * rate)
    power = [sum(s * s for s in cut[i : i + step]) for i in range(0, len(cut) - step, step)]
    vowel = next(i for i, p in enumerate(power) if p > 0.25 * max(power)) * STEP_S
    with wave.open(f"src/features/tempo/voice/{word}.wav", "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(struct.pack(f"<{len(cut)}h", *cut))
    print(f"{word}: {vowel:.3f} s to the vowel, {len(cut) / rate:.3f} s long")
