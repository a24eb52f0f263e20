import { create } from 'zustand';

export interface Toast {
  id: number;
  text: string;
  tone: 'done' | 'note' | 'fault';
  action?: { label: string; run: () => void };
  /** Stays until it is read. */
  stays?: boolean;
}

const SHOWN_MS = 5000;
let nextId = 1;

/** One message at a time; a new one takes the place of the old. */
export const useToast = create<{ toast: Toast | undefined }>(() => ({ toast: undefined }));

export function say(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  const id = nextId++;
  useToast.setState({ toast: { id, text, tone: 'note', ...options } });
  if (!options.stays) setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  if (useToast.getState().toast?.id === id) useToast.setState({ toast: undefined });
}
