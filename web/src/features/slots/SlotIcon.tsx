import {
  IconAdjustmentsHorizontal,
  IconCrown,
  IconGuitarPick,
  IconMetronome,
  IconMicrophone2,
  IconMusic,
  IconPiano,
  type TablerIcon,
} from '@tabler/icons-react';
import { Icon } from '../../ui/Icon.tsx';

const tabler: Record<string, TablerIcon> = {
  lead_vocal: IconMicrophone2,
  backing_vocal_1: IconMicrophone2,
  backing_vocal_2: IconMicrophone2,
  backing_vocal_3: IconMicrophone2,
  song_leader: IconCrown,
  keys_primary: IconPiano,
  keys_secondary: IconPiano,
  electric_guitar: IconGuitarPick,
  acoustic_guitar: IconGuitarPick,
  tech_engineer: IconAdjustmentsHorizontal,
  click_controller: IconMetronome,
};

/** Instruments that Tabler lacks, on its grid and in its stroke. */
const drawn: Record<string, string> = {
  drums:
    'M4 11c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3M4 11v6c0 1.7 3.6 3 8 3s8-1.3 8-3v-6M9 8 5 2.5M15 8l4-5.5M8.5 13.8v5.9M15.5 13.8v5.9',
  sax: 'M6 3h3l1 2v9.5a3.5 3.5 0 0 0 7 0V11l-2.2-1.5h5.7L19 11v3.6a6 6 0 0 1-12 0V5.5M10 8h2.2M10 11.5h2.2',
  bass:
    'M14.5 9.5 20 4M18.5 2.5 21.5 5.5M14.5 9.5c1.5 2.3.3 3.900-1.5 4.700-.3 3.400-2.600 6.3-5.700 6.3A3.8 3.8 0 0 1 3.5 16.700c0' +
    '-3.100 2.900-5.400 6.3-5.700.8-1.8 2.400-3 4.700-1.5M9 15l-2 2',
  percussion_aux: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7',
};

/** The picture of a slot; words always stand beside it. */
export function SlotIcon({ name, size = 20 }: { name: string; size?: number }) {
  const own = drawn[name];
  if (!own) return <Icon of={tabler[name] ?? IconMusic} size={size} />;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.85}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable={false}
    >
      <path d={own} />
    </svg>
  );
}
