/** Words about what was done while the hub was out of reach. */
export const merge = {
  waits_one: 'Not yet saved by the hub: one change waits.',
  waits_other: 'Not yet saved by the hub: {{count}} changes wait.',
  waitsHint: 'Everybody you reach sees them. The hub decides when it is back.',
  slot: 'While you were cut off somebody else filled {{slot}}.',
  song: 'While you were cut off somebody else chose the song.',
  setlist: 'While you were cut off somebody else changed the setlist.',
  tempo: 'While you were cut off somebody else set the tempo.',
  settings: 'While you were cut off somebody else changed the settings.',
  channel: 'While you were cut off somebody else changed the same channel.',
  other: 'While you were cut off others decided otherwise.',
  aside: 'Your change was set aside.',
  again: 'Do it again',
  away: 'Put away',
};
