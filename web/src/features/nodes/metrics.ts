/** One line of what `/metrics` says. */
export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** The measurements of Prometheus' text; what is no sample is passed over. */
export function parseMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', number] = LINE.exec(line) ?? [];
    const value = Number(number);
    if (!name || Number.isNaN(value)) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, key, said]) => [key, said?.replaceAll(/\\(.)/g, '$1')]);
    return [{ name, labels: Object.fromEntries(pairs), value }];
  });
}

/** The value with those labels, undefined where nobody measures it. */
export function sampleOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  return samples.find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;
}
