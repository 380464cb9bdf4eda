// Numbers, times and flashes as all pages show them.

const decimals = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const integers = new Intl.NumberFormat('en');
const still = matchMedia('(prefers-reduced-motion: reduce)');

export const price = (value) => (value === null || value === '' ? '–' : decimals.format(value));
export const count = (value) => (value === null || value === '' ? '–' : integers.format(value));
export const percent = (value) => (value === null ? '–' : `${value > 0 ? '+' : ''}${decimals.format(value)}%`.replace('-', '−'));

/** Name of the class that colours a signed value. */
export const direction = (value) => (value > 0 ? 'up' : value < 0 ? 'down' : '');

/** Lights a cell up for a moment: green for a rise, red for a fall, the accent for anything else. */
export function flash(element, change) {
  if (still.matches) {
    return;
  }
  const wash = change > 0 ? 'var(--up-wash)' : change < 0 ? 'var(--down-wash)' : 'var(--accent-wash)';
  element.animate([{ backgroundColor: wash }, { backgroundColor: wash, offset: 0.25 }, { backgroundColor: 'transparent' }],
    { duration: 1100, easing: 'ease-out' });
}

/** Writes a text into an element and tells whether that changed anything. */
export function write(element, text) {
  if (element.textContent === text) {
    return false;
  }
  element.textContent = text;
  return true;
}
