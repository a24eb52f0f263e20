/** The host's monotonic clock, milliseconds since its start: all processes of the machine share it, and so does the truth. */
export function hostMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
