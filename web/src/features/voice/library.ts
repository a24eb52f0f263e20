import {
  AudioPresets,
  LogLevel,
  type RoomConnectOptions,
  type RoomOptions,
  setLogLevel,
} from 'livekit-client';

setLogLevel(LogLevel.silent);

/** The waits between the library's tries to mend a broken connection, before it is made anew. */
const MEND_MS = [200, 300, 500, 500, 1000, 1000, 1000];

/** A try waits this long for an answer: a lost SYN is sent again late, so a fresh try is sooner. */
export const CONNECT = {
  autoSubscribe: true,
  maxRetries: 0,
  websocketTimeout: 2000,
} satisfies RoomConnectOptions;

/** Where a page cannot set an element's loudness (iOS), the mix goes through WebAudio. */
const mixesWithElements = ((): boolean => {
  const probe = document.createElement('audio');
  probe.volume = 0.5;
  return probe.volume === 0.5;
})();

/** How the voice wants its library to behave. */
export const ROOM = {
  adaptiveStream: false,
  dynacast: false,
  stopLocalTrackOnUnpublish: false,
  disconnectOnPageLeave: true,
  webAudioMix: !mixesWithElements,
  publishDefaults: { dtx: true, red: true, audioPreset: AudioPresets.speech, stopMicTrackOnMute: false },
  reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => MEND_MS[retryCount] ?? null },
} satisfies RoomOptions;
