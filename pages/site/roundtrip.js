// Round trips: each text goes out as RT|n|text, comes back as an update of item roundtrip<n>, and is timed.
/* global Subscription */
import { client, onLink } from './connection.js';
import { flash, write } from './format.js';

const BOARDS = [0, 1, 2, 3, 4];
const KEPT_TRIPS = 120;
const SERIES_BOARD = 4;
const SERIES_TRIPS = 50;
const SERIES_PATIENCE_MILLIS = 3000;

const byId = (id) => document.getElementById(id);
const lines = BOARDS.map((n) => document.querySelector(`[data-board="${n}"]`));
/** Texts under way, per board, oldest first: a later one that arrives overtakes those the node left out. */
const underWay = BOARDS.map(() => []);
const trips = [];
let tripCount = 0;
let arrived = () => {};

function send(board, text) {
  underWay[board].push({ text, at: performance.now() });
  client.sendMessage(`RT|${board}|${text}`, `board${board}`, 10_000, {
    onProcessed: () => write(byId('outcome'), ''),
    onDeny: (message, code, reason) => write(byId('outcome'), `${reason} (code ${code})`),
    onAbort: () => write(byId('outcome'), 'The connection broke before the node confirmed the text.'),
  });
}

function take(update) {
  const board = Number(update.getItemName().slice('roundtrip'.length));
  const text = update.getValue('message') ?? '';
  const output = lines[board].querySelector('output');
  write(output.querySelector('.text'), text);
  const by = update.getValue('IP');
  write(output.querySelector('.by'), by && by !== '-' ? `${by}, ${update.getValue('timestamp')}` : '');
  if (!update.isSnapshot()) {
    flash(output.querySelector('.text'), 0);
    time(board, text);
  }
}

function time(board, text) {
  const position = underWay[board].findIndex((trip) => trip.text === text);
  if (position < 0) {
    return;
  }
  const trip = underWay[board].splice(0, position + 1).at(-1);
  trips.push(performance.now() - trip.at);
  tripCount += 1;
  if (trips.length > KEPT_TRIPS) {
    trips.shift();
  }
  showFigures();
  arrived();
}

function showFigures() {
  const sorted = [...trips].sort((a, b) => a - b);
  const rank = (share) => `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)} ms`;
  write(byId('last'), `${trips.at(-1).toFixed(1)} ms`);
  write(byId('median'), rank(0.5));
  write(byId('late'), rank(0.95));
  write(byId('trips'), String(tripCount));
  draw();
}

function draw() {
  const canvas = byId('dots');
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const top = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find((t) => t >= Math.max(1, ...trips)) ?? 20_000;
  const y = (millis) => height - 8 - (Math.min(millis, top) / top) * (height - 20);
  pen.font = '11px Archivo, sans-serif';
  pen.textBaseline = 'middle';
  for (const mark of [0, top / 2, top]) {
    pen.fillStyle = style.getPropertyValue('--rule');
    pen.fillRect(0, Math.round(y(mark)), width - 52, 1);
    pen.fillStyle = style.getPropertyValue('--soft');
    pen.fillText(`${mark} ms`, width - 44, y(mark));
  }
  pen.fillStyle = style.color;
  trips.forEach((millis, i) => {
    pen.globalAlpha = 0.3 + 0.7 * ((i + 1) / trips.length);
    pen.beginPath();
    pen.arc(6 + (i / KEPT_TRIPS) * (width - 64), y(millis), 3, 0, 2 * Math.PI);
    pen.fill();
  });
}

/** One text after the other, each when its predecessor is back; gives up on one that stays away. */
async function measure() {
  byId('measure').disabled = true;
  for (let n = 1; n <= SERIES_TRIPS && document.body.dataset.link === 'live'; n += 1) {
    const back = new Promise((resolve) => {
      arrived = resolve;
      setTimeout(resolve, SERIES_PATIENCE_MILLIS);
    });
    send(SERIES_BOARD, `Trip ${n} of ${SERIES_TRIPS} at ${Date.now()}`);
    await back;
  }
  byId('measure').disabled = document.body.dataset.link !== 'live';
}

lines.forEach((line, board) => {
  line.querySelector('input').addEventListener('input', (event) => send(board, event.target.value));
});
byId('measure').addEventListener('click', measure);
addEventListener('resize', draw);
addEventListener('themechange', draw);

const subscription = new Subscription('MERGE', BOARDS.map((n) => `roundtrip${n}`), ['message', 'timestamp', 'IP']);
subscription.setDataAdapter('ROUNDTRIP_ADAPTER');
subscription.setRequestedSnapshot('yes');
subscription.addListener({ onItemUpdate: take });
client.subscribe(subscription);

onLink((link) => {
  if (link === 'lost') {
    underWay.forEach((waiting) => waiting.splice(0));
  }
  lines.forEach((line) => {
    line.querySelector('input').disabled = link !== 'live';
  });
  byId('measure').disabled = link !== 'live';
});
draw();
