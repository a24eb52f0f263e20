// Evaluated in the page: buttons that leave their card or the screen sideways, by name and by what they leave.
(() => {
  const CARDS = 'section, form, li, table, header, nav, aside, main, [role=dialog], [class*=card], [class*=dock], [class*=floor]';
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const found = [];
  for (const button of document.querySelectorAll('button, a[href], [role=button], input, select')) {
    const box = button.getBoundingClientRect();
    if (!shown(button) || box.width < 4) continue;
    const leaves = (left, right) => box.left < left - 1 || box.right > right + 1;
    let isSideways = false;
    for (let outer = button.parentElement; outer && !isSideways; outer = outer.parentElement) {
      const { left, right } = outer.getBoundingClientRect();
      // A row that scrolls sideways, and only so, may hold more than is seen.
      isSideways = getComputedStyle(outer).overflowX === 'auto' && outer.scrollHeight <= outer.clientHeight + 24;
      if (!isSideways && outer.matches(CARDS) && leaves(left, right)) {
        found.push(`"${button.textContent || button.ariaLabel}" leaves ${outer.tagName.toLowerCase()}.${outer.className}`);
        break;
      }
    }
    if (!isSideways && leaves(0, innerWidth)) found.push(`"${button.textContent || button.ariaLabel}" leaves the screen`);
  }
  return found;
})()
