/** What a keyboard reaches, as far as it is shown. */
const REACHED =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/**
 * When what a keyboard stands on is taken off the page, the focus goes on to what came in its place or follows it, not
 * back to the beginning of the document. Who points keeps the space bar for talking: nothing is focused for them.
 */
export function keepFocus(root: HTMLElement = document.body): () => void {
  let last: Element | undefined;
  const onFocus = ({ target }: FocusEvent): void => {
    last = target instanceof Element && target.matches(':focus-visible') ? target : undefined;
  };
  const observer = new MutationObserver((records) => {
    const lost = last;
    if (!lost || lost.isConnected || document.activeElement !== document.body) return;
    last = undefined;
    const gone = records.findLast(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(lost)),
    );
    if (gone) successor(gone, records)?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', onFocus);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocus);
    observer.disconnect();
  };
}

function successor(gone: MutationRecord, records: MutationRecord[]): HTMLElement | undefined {
  const added = records
    .filter(({ target }) => target === gone.target)
    .flatMap(({ addedNodes }) => elements(addedNodes));
  const title = added.map((node) => within(node, 'h1[tabindex]')[0]).find(Boolean);
  if (title) return title;
  const inPlace = added.flatMap((node) => within(node, REACHED));
  const after = siblings(gone.nextSibling, 'nextSibling').flatMap((node) => within(node, REACHED));
  const before = siblings(gone.previousSibling, 'previousSibling').flatMap((node) =>
    within(node, REACHED).reverse(),
  );
  const around = gone.target instanceof Element ? gone.target.closest<HTMLElement>('[tabindex]') : null;
  const heading = document.querySelector<HTMLElement>('h1[tabindex]');
  return inPlace[0] ?? after[0] ?? before[0] ?? around ?? heading ?? undefined;
}

const elements = (nodes: NodeList): Element[] =>
  [...nodes].filter((node): node is Element => node instanceof Element && node.isConnected);

function siblings(from: Node | null, step: 'nextSibling' | 'previousSibling'): Element[] {
  const found: Element[] = [];
  for (let node = from; node?.isConnected; node = node[step]) if (node instanceof Element) found.push(node);
  return found;
}

function within(node: Element, selector: string): HTMLElement[] {
  const all = [node, ...node.querySelectorAll(selector)];
  return all.filter((one): one is HTMLElement => one instanceof HTMLElement && one.matches(selector));
}
