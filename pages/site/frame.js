// Masthead, connection badge and banner: the same on every page.

const PAGES = [
  ['/', 'Stock list'],
  ['/chat/', 'Chat'],
  ['/portfolio/', 'Portfolio'],
  ['/roundtrip/', 'Round trip'],
];

const here = location.pathname.replace(/index\.html$/, '').replace(/([^/])$/, '$1/');

/** Keeps a forced transport while the visitor walks from page to page. */
function link([path, title]) {
  const current = path === here ? ' aria-current="page"' : '';
  return `<a href="${path}${location.search.replace(/"/g, '')}"${current}>${title}</a>`;
}

document.querySelector('.masthead').innerHTML = `
  <div class="wide">
    <a class="brand" href="/"><img src="/site/mark.svg" alt="">Sluice</a>
    <nav aria-label="Demos">${PAGES.map(link).join('')}</nav>
    <div class="badge" role="status"><span class="code">CONNECTING</span><span class="server">&nbsp;</span></div>
    <button class="theme" type="button" aria-label="Switch between light and dark">
      <svg width="18" height="18" viewBox="0 0 18 18"><circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg>
    </button>
  </div>`;

const banner = document.createElement('div');
banner.className = 'banner';
banner.setAttribute('role', 'alert');
banner.hidden = true;
banner.innerHTML = '<div class="wide"><span class="notice"></span><span class="particulars"></span></div>';
document.querySelector('.masthead').after(banner);

document.querySelector('.theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('sluice-theme', theme);
  document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event('themechange'));
});

export function showStatus(link, code, server) {
  document.body.dataset.link = link;
  document.querySelector('.badge .code').textContent = code;
  document.querySelector('.badge .server').textContent = server;
}

/** A banner without headline is no banner. */
export function showBanner(kind, headline, detail = '') {
  banner.hidden = !headline;
  banner.dataset.kind = kind;
  setText(banner.querySelector('.notice'), headline);
  setText(banner.querySelector('.particulars'), detail);
}

/** Leaves an unchanged text alone, so that screen readers do not hear it again. */
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
