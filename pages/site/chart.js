// Price history and its drawings: a chart with axes for one stock, a bare line for a table row.

const KEPT_MILLIS = 5 * 60_000;
const SHORTEST_WINDOW_MILLIS = 30_000;
const STEPS_SECONDS = [5, 10, 15, 30, 60, 120];

/** Prices of one stock as they came; a null price stands for a time without connection. */
export class History {
  #points = [];

  add(price) {
    const now = Date.now();
    this.#points.push({ at: now, price });
    while (this.#points.length > 2 && this.#points[1].at < now - KEPT_MILLIS) {
      this.#points.shift();
    }
  }

  interrupt() {
    if (this.#points.at(-1)?.price) {
      this.add(null);
    }
  }

  get points() {
    return this.#points;
  }

  get span() {
    const began = this.#points[0]?.at ?? Date.now();
    return Math.min(KEPT_MILLIS, Math.max(SHORTEST_WINDOW_MILLIS, Date.now() - began));
  }
}

function prepare(canvas) {
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

function extent(points, reference) {
  const prices = points.filter((p) => p.price !== null).map((p) => p.price);
  let low = Math.min(...prices);
  let high = Math.max(...prices);
  const least = reference * 0.003;
  if (high - low < least) {
    const middle = (high + low) / 2;
    low = middle - least / 2;
    high = middle + least / 2;
  }
  return { low, high };
}

/** Draws the price as steps, for it holds until the next trade; returns the pieces between interruptions. */
function trace(pen, points, x, y, until) {
  const pieces = [];
  let piece = null;
  points.forEach((point, i) => {
    if (point.price === null) {
      piece = null;
      return;
    }
    const from = x(point.at);
    const to = x(points[i + 1]?.at ?? until);
    if (!piece) {
      piece = { from };
      pieces.push(piece);
      pen.moveTo(from, y(point.price));
    } else {
      pen.lineTo(from, y(point.price));
    }
    pen.lineTo(to, y(point.price));
    piece.to = to;
  });
  return pieces;
}

export function drawSparkline(canvas, history, reference) {
  const { pen, width, height } = prepare(canvas);
  const { points } = history;
  if (!points.some((p) => p.price !== null)) {
    return;
  }
  const now = Date.now();
  const start = now - history.span;
  const { low, high } = extent(points, reference);
  const y = (price) => 3 + (height - 6) * (1 - (price - low) / (high - low));
  const style = getComputedStyle(canvas);
  pen.strokeStyle = style.color;
  pen.lineWidth = 1.25;
  pen.lineJoin = 'round';
  pen.beginPath();
  trace(pen, points, (at) => ((Math.max(at, start) - start) / (now - start)) * width, y, now);
  pen.stroke();
}

function priceLines(low, high) {
  const raw = (high - low) / 5.5;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * magnitude).find((s) => s >= raw);
  const lines = [];
  for (let p = Math.ceil(low / step) * step; p <= high; p += step) {
    lines.push(p);
  }
  return lines;
}

export function drawChart(canvas, history, reference) {
  const { pen, width, height } = prepare(canvas);
  const { points } = history;
  if (!points.some((p) => p.price !== null) || width < 40) {
    return;
  }
  const style = getComputedStyle(canvas);
  const color = (name) => style.getPropertyValue(name).trim();
  const area = { left: 0, right: width - 54, top: 10, bottom: height - 22 };
  const now = Date.now();
  const start = now - history.span;
  const bounds = extent(points, reference);
  const margin = (bounds.high - bounds.low) * 0.12;
  const low = bounds.low - margin;
  const high = bounds.high + margin;
  const x = (at) => area.left + ((Math.max(at, start) - start) / (now - start)) * (area.right - area.left);
  const y = (price) => area.bottom - ((price - low) / (high - low)) * (area.bottom - area.top);

  drawAxes(pen, { area, low, high, start, now, x, y, color });
  if (reference > low && reference < high) {
    drawReference(pen, area, y(reference), color);
  }

  const last = points.findLast((p) => p.price !== null);
  const ink = last.price >= reference ? color('--up') : color('--down');
  pen.beginPath();
  const pieces = trace(pen, points, x, y, now);
  pen.lineWidth = 1.8;
  pen.lineJoin = 'round';
  pen.strokeStyle = ink;
  pen.stroke();
  fillBelow(pen, { points, pieces, x, y, now, area, ink });
  if (points.at(-1).price !== null) {
    drawLast(pen, area, y(last.price), last.price, ink, color('--panel'));
  }
}

function drawAxes(pen, { area, low, high, start, now, x, y, color }) {
  pen.font = '11px Archivo, sans-serif';
  pen.fillStyle = color('--soft');
  pen.strokeStyle = color('--rule');
  pen.lineWidth = 1;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  for (const price of priceLines(low, high)) {
    const at = Math.round(y(price)) + 0.5;
    pen.beginPath();
    pen.moveTo(area.left, at);
    pen.lineTo(area.right, at);
    pen.stroke();
    pen.fillText(price.toFixed(2), area.right + 8, at);
  }
  const wanted = (now - start) / 1000 / Math.max(2, Math.floor((area.right - area.left) / 90));
  const step = (STEPS_SECONDS.find((s) => s >= wanted) ?? 120) * 1000;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  for (let at = Math.ceil(start / step) * step; at <= now; at += step) {
    const across = x(at);
    if (across > area.left + 26 && across < area.right - 20) {
      pen.fillText(new Date(at).toLocaleTimeString([], { hour12: false }), across, area.bottom + 17);
    }
  }
}

function drawReference(pen, area, at, color) {
  pen.save();
  pen.setLineDash([2, 4]);
  pen.strokeStyle = color('--soft');
  pen.beginPath();
  pen.moveTo(area.left, at);
  pen.lineTo(area.right, at);
  pen.stroke();
  pen.restore();
}

function fillBelow(pen, { points, pieces, x, y, now, area, ink }) {
  pen.fillStyle = ink;
  for (const piece of pieces) {
    pen.save();
    pen.beginPath();
    pen.rect(piece.from, 0, piece.to - piece.from, area.bottom);
    pen.clip();
    pen.beginPath();
    trace(pen, points.filter((p) => p.price !== null), x, y, now);
    pen.lineTo(area.right, area.bottom);
    pen.lineTo(area.left, area.bottom);
    pen.globalAlpha = 0.11;
    pen.fill();
    pen.restore();
  }
}

function drawLast(pen, area, at, price, ink, paper) {
  pen.fillStyle = paper;
  pen.fillRect(area.right + 1, at - 14, 53, 28);
  pen.fillStyle = ink;
  pen.beginPath();
  pen.arc(area.right, at, 3.5, 0, 2 * Math.PI);
  pen.fill();
  pen.beginPath();
  pen.roundRect(area.right + 5, at - 9, 48, 18, 4);
  pen.fill();
  pen.fillStyle = paper;
  pen.font = '600 11px Archivo, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(price.toFixed(2), area.right + 29, at + 0.5);
}
