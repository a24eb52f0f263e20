/** Timers of a worker are not slowed down when the page goes into the background. */
const timers = new Map<number, ReturnType<typeof setTimeout>>();

self.onmessage = ({ data }: MessageEvent<{ id: number; ms?: number }>): void => {
  clearTimeout(timers.get(data.id));
  timers.delete(data.id);
  const { id, ms } = data;
  if (ms === undefined) return;
  timers.set(
    id,
    setTimeout(() => {
      timers.delete(id);
      self.postMessage(id);
    }, ms),
  );
};
