/** What a layout must never do, asked of the page that stands there: runs in the browser. */

/** Words that leave their cell, card or column, parts that leave their card; and people that are squeezed. */
export function spills(): string[] {
  const found = new Set<string>();
  const main = document.querySelector('main');
  if (!main) return [];
  const slack = 1.5;
  const name = (of: Element): string =>
    `${of.tagName.toLowerCase()} "${(of.getAttribute('aria-label') ?? of.textContent ?? '').trim().slice(0, 24)}"`;
  const hidden = (of: Element): boolean => of.closest('.visually-hidden, [hidden]') !== null;
  /** It cuts or scrolls sideways on purpose: what is longer than it is no fault. */
  const gives = (of: Element): boolean => getComputedStyle(of).overflowX !== 'visible';
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!parent || !text.textContent?.trim() || hidden(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    for (
      let of: Element | null = parent;
      of && of !== main.parentElement && !gives(of);
      of = of.parentElement
    ) {
      const room = of.getBoundingClientRect();
      if (getComputedStyle(of).display === 'inline' || getComputedStyle(of).display === 'contents') continue;
      if (box.right > room.right + slack || box.left < room.left - slack)
        found.add(
          `${name(parent)} leaves ${name(of)} by ${Math.round(Math.max(box.right - room.right, room.left - box.left))} px`,
        );
    }
  }
  for (const card of main.querySelectorAll('section')) {
    const room = card.getBoundingClientRect();
    for (const part of card.querySelectorAll('*')) {
      const box = part.getBoundingClientRect();
      if (hidden(part) || box.height === 0) continue;
      if (box.bottom > room.bottom + slack || box.top < room.top - slack)
        found.add(`${name(part)} leaves its card`);
    }
  }
  for (const row of main.querySelectorAll('ul[aria-label="People"]')) {
    const shown = row.getBoundingClientRect().height;
    const tallest = Math.max(
      0,
      ...[...row.querySelectorAll('li')].map((li) => li.getBoundingClientRect().height),
    );
    if (shown < tallest) found.add(`people are cut: ${Math.round(shown)} of ${Math.round(tallest)} px`);
  }
  return [...found].slice(0, 12);
}
