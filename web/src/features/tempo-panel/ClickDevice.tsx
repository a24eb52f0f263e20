/** How the click sounds, looks and feels on this device. */
export function ClickDevice(_props: { onCalibrate: () => void }) {
  return null;
}
