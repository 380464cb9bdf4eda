// The stock list: one subscription, a table row for each item and a closer look at one of them.
/* global Subscription */
import { History, drawChart, drawSparkline } from './chart.js';
import { client, onLink } from './connection.js';
import { count, direction, flash, percent, price, write } from './format.js';

const ITEMS = Array.from({ length: 30 }, (_, i) => `item${i + 1}`);
const FIELDS = ['stock_name', 'last_price', 'time', 'pct_change', 'bid_quantity', 'bid', 'ask', 'ask_quantity', 'min',
  'max', 'ref_price', 'open_price', 'item_status'];
const REDRAW_MILLIS = 250;

/** Column: field, class, how to write it. The order is that of the table head. */
const COLUMNS = [
  ['stock_name', 'name', String],
  ['last_price', 'last', price],
  ['pct_change', 'change', percent],
  [null, 'trend'],
  ['bid_quantity', 'book', count],
  ['bid', 'quote', price],
  ['ask', 'quote', price],
  ['ask_quantity', 'book', count],
  ['min', 'day', price],
  ['max', 'day', price],
  ['open_price', 'open', price],
  ['ref_price', 'open', price],
  ['time', 'clock', String],
];

const byId = (id) => document.getElementById(id);
const rows = new Map(ITEMS.map((item) => [item, makeRow(item)]));
let selected = ITEMS[2];
let updates = 0;

function makeRow(item) {
  const tr = document.createElement('tr');
  const cells = new Map();
  for (const [field, name] of COLUMNS) {
    const td = document.createElement('td');
    td.className = name;
    if (field === 'stock_name') {
      td.innerHTML = '<button type="button">…</button>';
      cells.set(field, td.firstChild);
    } else if (field) {
      td.textContent = '–';
      cells.set(field, td);
    } else {
      td.append(document.createElement('canvas'));
    }
    tr.append(td);
  }
  tr.addEventListener('click', () => select(item));
  byId('stocks').append(tr);
  return { tr, cells, canvas: tr.querySelector('canvas'), values: {}, history: new History(), dirty: false };
}

function select(item) {
  rows.get(selected).tr.removeAttribute('aria-selected');
  selected = item;
  rows.get(item).tr.setAttribute('aria-selected', 'true');
  showDetail();
  redrawChart();
}

function take(update) {
  const row = rows.get(update.getItemName());
  const isNews = !update.isSnapshot();
  updates += 1;
  update.forEachChangedField((field, position, value) => {
    const before = row.values[field];
    row.values[field] = value;
    showCell(row, field, value, before, isNews);
  });
  if (update.isValueChanged('last_price') || row.history.points.at(-1)?.price === null) {
    row.history.add(Number(row.values.last_price));
    row.dirty = true;
  }
  if (update.getItemName() === selected) {
    showDetail(isNews && update.isValueChanged('last_price'));
  }
}

function showCell(row, field, value, before, isNews) {
  const cell = row.cells.get(field);
  const column = COLUMNS.find((c) => c[0] === field);
  if (!cell || !write(cell, column[2](value))) {
    return;
  }
  if (field === 'pct_change') {
    cell.className = `change ${direction(Number(value))}`;
    row.canvas.className = direction(Number(value));
  }
  if (isNews && column[1] === 'book') {
    flash(cell, 0);
  } else if (isNews && column[2] !== String) {
    flash(cell, Number(value) - Number(before));
  }
}

let shownPrice = null;

function showDetail(light = false) {
  const { values } = rows.get(selected);
  if (!values.last_price) {
    return;
  }
  const last = Number(values.last_price);
  write(byId('name'), values.stock_name);
  write(byId('item'), selected);
  write(byId('last'), price(last));
  if (light) {
    flash(byId('last'), last - shownPrice);
  }
  shownPrice = last;
  write(byId('change'), percent(values.pct_change));
  byId('change').className = direction(Number(values.pct_change));
  showBook(values);
  showRange(values, last);
  write(byId('open'), price(values.open_price));
  write(byId('reference'), price(values.ref_price));
  write(byId('traded'), values.time);
}

function showBook(values) {
  const bid = Number(values.bid_quantity);
  const ask = Number(values.ask_quantity);
  const largest = Math.max(bid, ask, 1);
  write(byId('bid'), price(values.bid));
  write(byId('ask'), price(values.ask));
  write(byId('bid-size'), count(bid));
  write(byId('ask-size'), count(ask));
  document.querySelector('.bar.bid').style.setProperty('--share', bid / largest);
  document.querySelector('.bar.ask').style.setProperty('--share', ask / largest);
}

function showRange(values, last) {
  const low = Number(values.min);
  const width = Math.max(0.01, Number(values.max) - low);
  write(byId('low'), price(low));
  write(byId('high'), price(values.max));
  document.querySelector('.rail .now').style.setProperty('--at', (last - low) / width);
  document.querySelector('.rail .opened').style.setProperty('--at', (Number(values.open_price) - low) / width);
}

function redrawChart() {
  const { history, values } = rows.get(selected);
  drawChart(byId('chart'), history, Number(values.ref_price));
}

function redrawAll() {
  for (const row of rows.values()) {
    row.dirty = true;
  }
  redraw();
}

/** Rows of the table that are out of sight keep their drawing until they are seen or change. */
function redraw() {
  for (const row of rows.values()) {
    if (row.dirty && row.canvas.clientWidth) {
      drawSparkline(row.canvas, row.history, Number(row.values.ref_price));
      row.dirty = false;
    }
  }
  redrawChart();
}

function showMarket() {
  const changes = [...rows.values()].map((row) => Number(row.values.pct_change ?? 0));
  const rising = changes.filter((c) => c > 0).length;
  const falling = changes.filter((c) => c < 0).length;
  write(byId('rising'), String(rising));
  write(byId('falling'), String(falling));
  document.querySelector('.breadth .rising').style.flexGrow = rising;
  document.querySelector('.breadth .falling').style.flexGrow = falling;
  write(byId('rate'), String(updates));
  updates = 0;
}

const subscription = new Subscription('MERGE', ITEMS, FIELDS);
subscription.setDataAdapter('QUOTE_ADAPTER');
subscription.setRequestedSnapshot('yes');
subscription.addListener({ onItemUpdate: take });
client.subscribe(subscription);

onLink((link) => {
  if (link === 'lost') {
    rows.forEach((row) => row.history.interrupt());
  }
});

select(selected);
setInterval(redraw, REDRAW_MILLIS);
setInterval(showMarket, 1000);
addEventListener('themechange', redrawAll);
addEventListener('resize', redrawAll);
