/** Words about direct ways between pages. */
export const peers = {
  direct: 'Straight to the others, without the hub',
  connecting: 'looking for a way',
  none: 'no direct way',
  tooMany: 'Direct ways are measured among at most {{n}} people.',
  ms: '{{n}} ms',
} as const;
