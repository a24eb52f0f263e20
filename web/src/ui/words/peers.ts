/** Words about direct ways between pages. */
export const peers = {
  direct: 'Straight to the others, without the hub',
  connecting: 'looking for a way',
  none: 'no direct way',
  tooMany: 'Direct ways are measured among at most {{n}} people.',
  ms: '{{n}} ms',
  voice: 'The voices’ way',
  voiceHub: 'Through the hub',
  voiceMesh: 'Straight from page to page',
  voiceMeshHint: 'For small groups: each device sends its voice to each of the others.',
  largeTitle: '{{n}} people, voices straight from page to page',
  large:
    'Each device sends {{copies}} copies of its voice, and some will not keep up. Through the hub it sends one.',
  tooLarge: 'More than {{n}} people: voices go through the hub until there are fewer.',
  useHub: 'Send voices through the hub',
  meshHere: 'Voices go straight from page to page. Whoever has no direct way is heard through the hub.',
} as const;
