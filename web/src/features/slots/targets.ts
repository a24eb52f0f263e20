import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

interface Box {
  id: string;
  x: number;
  y: number;
}

const HEADINGS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The nearest place in the direction of an arrow key: straight ahead counts, sideways costs double. */
export function nearest(from: { x: number; y: number }, boxes: readonly Box[], key: string): Box | undefined {
  const heading = HEADINGS[key];
  if (!heading) return undefined;
  const [hx, hy] = heading;
  let best: Box | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const ahead = (box.x - from.x) * hx + (box.y - from.y) * hy;
    const aside = Math.abs((box.x - from.x) * hy) + Math.abs((box.y - from.y) * hx);
    if (ahead < 8) continue;
    const cost = ahead + 2 * aside;
    if (cost < bestCost) {
      best = box;
      bestCost = cost;
    }
  }
  return best;
}

/** Arrow keys jump from slot to slot instead of creeping by pixels. */
export const nextTarget: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const { droppableRects, droppableContainers, collisionRect } = context;
  if (!HEADINGS[event.code] || !collisionRect) return undefined;
  event.preventDefault();
  const boxes = droppableContainers.getEnabled().flatMap((container) => {
    const rect = droppableRects.get(container.id);
    return rect ? [{ id: String(container.id), x: rect.left, y: rect.top }] : [];
  });
  const next = nearest({ x: collisionRect.left, y: collisionRect.top }, boxes, event.code);
  if (!next) return currentCoordinates;
  return { x: next.x, y: next.y };
};
