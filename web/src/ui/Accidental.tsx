const SHAPES = {
  flat: 'M3 1v16M3 10c1.5-2 6-2.6 6 .8 0 3-3.4 5-6 6.2',
  sharp: 'M4 2.5v15M8 1.5v15M1.5 7.5l9-2.4M1.5 13.4l9-2.4',
  natural: 'M3 1v12.5M9 5.5V18M3 7.5l6-2M3 13.5l6-2',
} as const;

export type AccidentalKind = keyof typeof SHAPES;

/** The fonts have no ♭ ♯ ♮: these are drawn. */
export function Accidental({ kind }: { kind: AccidentalKind }) {
  return (
    <svg
      viewBox="0 0 12 19"
      role="img"
      aria-label={kind}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ height: '0.72em', width: 'auto', marginInlineStart: '0.06em', verticalAlign: '0.12em' }}
    >
      <path d={SHAPES[kind]} />
    </svg>
  );
}

/** A key as musicians write it: Bb becomes B and a flat, Am stays Am. */
export function KeyName({ of }: { of: string }) {
  const match = /^([A-Ga-g])(#|b|♯|♭)?(.*)$/.exec(of);
  if (!match) return <>{of}</>;
  const [, letter, sign, rest] = match;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {letter}
      {sign ? <Accidental kind={sign === '#' || sign === '♯' ? 'sharp' : 'flat'} /> : null}
      {rest}
    </span>
  );
}
