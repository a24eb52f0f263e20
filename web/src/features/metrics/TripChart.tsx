import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useScheme } from '../../ui/useScheme.ts';
import styles from './Metrics.module.css';
import { KEPT_MS, type Sample } from './trips.ts';

const HEIGHT = 120;

/** The round trip of the last two minutes: a line of ink, no colour that would mean something. */
export function TripChart({ samples }: { samples: readonly Sample[] }) {
  const { color, highContrast } = useScheme();
  // A canvas knows no variables of CSS: other colours are another picture.
  return <Curve key={`${color} ${highContrast}`} samples={samples} />;
}

function Curve({ samples }: { samples: readonly Sample[] }) {
  const { t } = useTranslation('rehearsal');
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const css = getComputedStyle(element);
    const ink = css.getPropertyValue('--ink2').trim();
    const line = css.getPropertyValue('--line').trim();
    const axis = {
      stroke: ink,
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
      font: `13px ${css.fontFamily}`,
    };
    plot.current = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [-KEPT_MS / 1000, 0] },
          y: { range: (_, __, max) => [0, Math.max(20, max * 1.2)] },
        },
        axes: [
          {
            ...axis,
            size: 28,
            splits: () => [-120, -90, -60, -30, 0],
            values: (_, at) => at.map((s) => `${s} s`),
          },
          { ...axis, size: 56, values: (_, at) => at.map((ms) => `${ms} ms`) },
        ],
        series: [{}, { stroke: ink, width: 2, points: { show: false } }],
      },
      [[], []],
      element,
    );
    const watcher = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.current?.destroy();
    };
  }, []);
  useEffect(() => {
    const last = samples.at(-1)?.atMs ?? 0;
    plot.current?.setData([samples.map((s) => (s.atMs - last) / 1000), samples.map((s) => s.rttMs)]);
  }, [samples]);
  const trips = samples.map((s) => Math.round(s.rttMs));
  const words =
    trips.length > 0
      ? t('metrics.historyAlt', { low: Math.min(...trips), high: Math.max(...trips), now: trips.at(-1) ?? 0 })
      : '';
  return <div ref={box} className={styles.chart} role="img" aria-label={words} />;
}
