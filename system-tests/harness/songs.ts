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
  /** Words by Reginald Heber, 1826. */
  hymn: `{title: Holy, Holy, Holy}
{key: D}
{tempo: 96}
{time: 4/4}
{duration: 2:40}
{start_of_verse: Verse 1}
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]Lord God Al[D]mighty!
[A]Early in the [D]morning our [Bm]song shall [E7]rise to [A]thee;
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]merciful and [D]mighty!
[Bm]God in three [D/A]Persons, [G]blessèd [A7]Trini[D]ty!
{end_of_verse}
{start_of_verse: Verse 2}
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]all the saints a[D]dore thee,
[A]Casting down their [D]golden crowns a[Bm]round the [E7]glassy [A]sea;
[D]Cherubim and [A]sera[D]phim [G]falling down be[D]fore thee,
[Bm]Which wert, and [D/A]art, and [G]ever[A7]more shalt [D]be.
{end_of_verse}
{start_of_verse: Verse 3}
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]though the darkness [D]hide thee,
[A]Though the eye of [D]sinful man thy [Bm]glory [E7]may not [A]see,
[D]Only [Bm]thou art [A]ho[D]ly, [G]there is none be[D]side thee
[Bm]Perfect in [D/A]power, in [G]love, and [A7]puri[D]ty.
{end_of_verse}
{start_of_verse: Verse 4}
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]Lord God Al[D]mighty!
[A]All thy works shall [D]praise thy name in [Bm]earth, and [E7]sky, and [A]sea;
[D]Holy, [Bm]holy, [A]ho[D]ly! [G]merciful and [D]mighty!
[Bm]God in three [D/A]Persons, [G]blessèd [A7]Trini[D]ty!
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
