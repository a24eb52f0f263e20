/** The songs of the rehearsals that are tested, as ChordPro. */
export const SONGS = {
  gate: `{title: Morning Gate}
{key: G}
{tempo: 120}
{time: 4/4}
{duration: 4:00}
{start_of_verse: Verse 1}
[G]Open the morning [C]gate, the road is [D]long
{end_of_verse}
{start_of_chorus}
[C]Lift it [G]high, lift it [D]higher
{end_of_chorus}
`,
  water: `{title: Open Water}
{key: D}
{tempo: 96}
{time: 6/8}
{duration: 5:00}
{start_of_verse: Verse 1}
[D]Out on the open [Bm]water
{end_of_verse}
{start_of_chorus}
[G]Carry me [A]over, carry me [D]home
{end_of_chorus}
`,
  wide: `{title: A Thousand Hallelujahs on the Long Way Home, second version with the bridge}
{key: Bb}
{tempo: 260}
{time: 12/8}
{start_of_verse: Verse 1}
[Bb]All the long way [Eb]home
{end_of_verse}
`,
  road: `{title: Quiet Road}
{key: Am}
{tempo: 72}
{time: 3/4}
{start_of_verse}
[Am]Down the quiet [F]road
{end_of_verse}
`,
};

/** Every word of a text that is a chord; accidentals are drawn, and said in words. */
export function chordsIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => /^[A-G]m?$/.test(word));
}
