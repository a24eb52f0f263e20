import { useTranslation } from 'react-i18next';
import { useMedia } from '../../ui/motion.ts';
import type { NodeFacts } from './cluster.ts';
import { SLOW_MS } from './cluster.ts';
import styles from './Nodes.module.css';

const SIZE = 30;
/** More names than this do not fit beside each other. */
const MOST_NAMES = 18;

/** Where things stand: as a fan below this machine, or as a tree where there is no room for one. */
interface Room {
  width: number;
  height: number;
  tree: boolean;
}

const FAN = { width: 760, perRow: 5, top: 118, row: 165 };
const TREE = { width: 350, top: 44, row: 92, spine: 40, indent: 104 };

interface Place {
  node: NodeFacts;
  x: number;
  y: number;
}

/** This machine and its ways to the others, with how long they take; who leads has a double ring. */
export function NodeMap({ nodes }: { nodes: readonly NodeFacts[] }) {
  const { t } = useTranslation('nodes');
  const tree = !useMedia('(min-width: 48rem)');
  const others = nodes.filter(({ self }) => !self);
  const room: Room = tree
    ? { width: TREE.width, height: TREE.top + others.length * TREE.row + 44, tree }
    : { width: FAN.width, height: FAN.top + Math.ceil(others.length / FAN.perRow) * FAN.row + 96, tree };
  const self = nodes.find((node) => node.self);
  const from: Place | undefined = self && {
    node: self,
    x: tree ? TREE.spine : FAN.width / 2,
    y: tree ? TREE.top : FAN.top,
  };
  const places = others.map((node, i) => placeOf(node, i, others.length, tree));
  const words = nodes.map((node) => `${node.name}: ${stateOf(node, t)}`).join('. ');
  return (
    <svg
      viewBox={`0 0 ${room.width} ${room.height}`}
      className={tree ? styles.tree : styles.map}
      role="img"
      aria-label={words}
    >
      {from ? places.map((to) => <Way key={to.node.id} from={from} to={to} room={room} />) : null}
      {from ? <Machine place={from} room={room} /> : null}
      {places.map((place) => (
        <Machine key={place.node.id} place={place} room={room} />
      ))}
    </svg>
  );
}

function placeOf(node: NodeFacts, i: number, count: number, tree: boolean): Place {
  if (tree) return { node, x: TREE.indent, y: TREE.top + (i + 1) * TREE.row };
  const row = Math.floor(i / FAN.perRow);
  const inRow = Math.min(FAN.perRow, count - row * FAN.perRow);
  return { node, x: (FAN.width * ((i % FAN.perRow) + 0.5)) / inRow, y: FAN.top + (row + 1) * FAN.row };
}

function Way({ from, to, room }: { from: Place; to: Place; room: Room }) {
  const { t } = useTranslation('nodes');
  const { state, rttMs } = to.node;
  const bad = state === 'down' || (rttMs ?? 0) > SLOW_MS;
  const words =
    state === 'down' ? t('noLink') : state === 'around' ? t('around') : rttMs === undefined ? '' : ms(rttMs);
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const line = room.tree ? `M${from.x} ${from.y}V${to.y}H${to.x}` : `M${from.x} ${from.y}L${to.x} ${to.y}`;
  return (
    <g className={bad ? styles.badWay : styles.way}>
      <path d={line} strokeDasharray={bad || state === 'around' ? '8 7' : undefined} />
      {words && room.tree ? (
        <text x={room.width - 4} y={to.y + 5} className={styles.end}>
          {words}
        </text>
      ) : null}
      {words && !room.tree ? (
        <>
          <rect x={x - 42} y={y - 14} width="84" height="26" rx="8" />
          <text x={x} y={y + 4}>
            {words}
          </text>
        </>
      ) : null}
    </g>
  );
}

function Machine({ place: { node, x, y }, room }: { place: Place; room: Room }) {
  const { t } = useTranslation('nodes');
  const name = node.name.length > MOST_NAMES ? `${node.name.slice(0, MOST_NAMES - 1)}…` : node.name;
  const words = room.tree
    ? { x: x + SIZE + 16, name: y - 4, role: y + 16 }
    : node.self
      ? { x, name: y - SIZE - 38, role: y - SIZE - 18 }
      : { x, name: y + SIZE + 26, role: y + SIZE + 45 };
  return (
    <g className={node.state === 'down' ? styles.gone : styles.machine}>
      {node.leads ? (
        <>
          <circle cx={x} cy={y} r={SIZE + 6} className={styles.ring} />
          <circle cx={x} cy={y} r={SIZE} className={styles.leader} />
        </>
      ) : (
        <rect x={x - SIZE} y={y - SIZE} width={SIZE * 2} height={SIZE * 2} rx="12" className={styles.box} />
      )}
      <path
        d={`M${x - 12} ${y - 9}h24v16h-24zM${x - 7} ${y + 12}h14`}
        className={node.leads ? styles.signOnLeader : styles.sign}
      />
      {node.state === 'down' ? (
        <path d={`M${x - 20} ${y + 20}L${x + 20} ${y - 20}`} className={styles.struck} />
      ) : null}
      <text x={words.x} y={words.name} className={styles.name}>
        {name}
      </text>
      <text x={words.x} y={words.role} className={styles.role}>
        {stateOf(node, t)}
      </text>
    </g>
  );
}

/** What a machine is to the hub, in a few words. */
export function stateOf(node: NodeFacts, t: ReturnType<typeof useTranslation<'nodes'>>['t']): string {
  if (node.state === 'down') return t('away');
  const parts = [
    ...(node.leads ? [t('leads')] : []),
    ...(node.writes ? [t('writes')] : []),
    ...(node.self ? [t('self')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : t('follows');
}

export function ms(value: number): string {
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ms`;
}
