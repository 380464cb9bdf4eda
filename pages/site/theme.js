// Runs before the first paint, so that a page never flashes in the wrong theme.
(() => {
  const stored = localStorage.getItem('sluice-theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const asked = localStorage.getItem('sluice-theme');
    document.documentElement.dataset.theme = asked || (dark.matches ? 'dark' : 'light');
  };
  if (stored && stored !== 'dark' && stored !== 'light') {
    localStorage.removeItem('sluice-theme');
  }
  dark.addEventListener('change', apply);
  apply();
})();
