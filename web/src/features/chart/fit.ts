/** How a chart fills a screen: columns, and the size of its words in pixels. */
export interface Fit {
  columns: number;
  size: number;
  /** Whether all of it is seen at once. */
  whole: boolean;
}

export interface Room {
  width: number;
  height: number;
}

/** Lays the chart out so and says whether it stays inside: all of it, and each line in its column. */
export type Measure = (columns: number, size: number) => { fitsHeight: boolean; fitsWidth: boolean };

const MIN_SIZE = 15;
const MAX_SIZE = 64;
/** Below this one would rather scroll than squint. */
const WHOLE_MIN_SIZE = 17;
const COLUMN_MIN_WIDTH = 300;

function largest(low: number, high: number, fits: (size: number) => boolean): number | undefined {
  if (!fits(low)) return undefined;
  let best = low;
  let from = low;
  let to = high;
  while (to - from > 0.5) {
    const middle = (from + to) / 2;
    if (fits(middle)) {
      best = middle;
      from = middle;
    } else {
      to = middle;
    }
  }
  return Math.floor(best * 2) / 2;
}

/** The largest words with which all of the chart is seen at once; where they would be too small, one column to scroll. */
export function fitTo(room: Room, measure: Measure): Fit {
  const most = Math.max(1, Math.min(4, Math.floor(room.width / COLUMN_MIN_WIDTH)));
  let best: Fit | undefined;
  for (let columns = 1; columns <= most; columns++) {
    const size = largest(WHOLE_MIN_SIZE, MAX_SIZE, (candidate) => {
      const { fitsHeight, fitsWidth } = measure(columns, candidate);
      return fitsHeight && fitsWidth;
    });
    if (size !== undefined && (!best || size > best.size)) best = { columns, size, whole: true };
  }
  if (best) return best;
  const comfortable = room.width < 640 ? 22 : 28;
  const size = largest(MIN_SIZE, comfortable, (candidate) => measure(1, candidate).fitsWidth);
  return { columns: 1, size: size ?? WHOLE_MIN_SIZE, whole: false };
}
