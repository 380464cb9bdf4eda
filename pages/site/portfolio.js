// The portfolio: a COMMAND item whose keys are stocks, each key with live prices of the stock list beside it.
/* global Subscription */
import { client, onLink } from './connection.js';
import { count, flash, price, write } from './format.js';

const PORTFOLIO = 'portfolio1';
const STOCKS = Array.from({ length: 30 }, (_, i) => `item${i + 1}`);
const DELIVERY_MILLIS = 15_000;
const SHOWN_ORDERS = 6;

const byId = (id) => document.getElementById(id);
const rows = new Map();
const quotes = new Map(STOCKS.map((item) => [item, { name: item, last: null }]));
let shownTotal = null;

function makeRow(key) {
  const tr = document.createElement('tr');
  tr.innerHTML = '<td>…</td><td>–</td><td>–</td><td class="value">–</td><td class="share"><i></i></td>';
  const [name, quantity, last, value] = tr.children;
  const row = { tr, name, quantity, last, value, bar: tr.querySelector('i'), held: 0, price: null };
  rows.set(key, row);
  byId('holdings').append(tr);
  return row;
}

function take(update) {
  const key = update.getValue('key');
  if (update.getValue('command') === 'DELETE') {
    rows.get(key)?.tr.remove();
    rows.delete(key);
    showTotal();
    return;
  }
  const row = rows.get(key) ?? makeRow(key);
  const isNews = !update.isSnapshot();
  const held = Number(update.getValue('qty'));
  const last = update.getValue('last_price');
  if (write(row.quantity, count(held)) && isNews) {
    flash(row.quantity, held - row.held);
  }
  row.held = held;
  if (update.getValue('stock_name')) {
    write(row.name, update.getValue('stock_name'));
  }
  if (last !== null) {
    const change = Number(last) - row.price;
    const known = row.price !== null;
    row.price = Number(last);
    if (write(row.last, price(last)) && known) {
      flash(row.last, change);
    }
    if (write(row.value, price(row.price * held)) && known) {
      flash(row.value, change);
    }
  }
  showTotal();
}

function showTotal() {
  const values = [...rows.values()].map((row) => (row.price ?? 0) * row.held);
  const total = values.reduce((sum, value) => sum + value, 0);
  const largest = Math.max(...values, 1);
  [...rows.values()].forEach((row, i) => row.bar.style.setProperty('--share', values[i] / largest));
  if (write(byId('total'), rows.size ? price(total) : '–') && shownTotal !== null) {
    flash(byId('total'), total - shownTotal);
  }
  shownTotal = rows.size ? total : null;
}

function clear() {
  rows.forEach((row) => row.tr.remove());
  rows.clear();
  showTotal();
}

function showEstimate() {
  const quote = quotes.get(byId('stock').value);
  const quantity = Number(byId('quantity').value);
  write(byId('estimate'), quote?.last && quantity > 0
    ? `${count(quantity)} at ${price(quote.last)} is ${price(quantity * quote.last)}`
    : '\u00a0');
}

/** Adds a line to the log and returns how to write its outcome. */
function log(side, name, quantity) {
  const line = document.createElement('li');
  const order = document.createElement('b');
  const answer = document.createElement('span');
  order.textContent = `${side === 'BUY' ? 'Buy' : 'Sell'} ${count(quantity)} ${name}`;
  answer.className = 'soft';
  answer.textContent = 'Sent…';
  line.append(order, answer);
  if (!byId('orders').querySelector('b')) {
    byId('orders').replaceChildren();
  }
  byId('orders').prepend(line);
  while (byId('orders').childElementCount > SHOWN_ORDERS) {
    byId('orders').lastElementChild.remove();
  }
  return (text, className) => {
    answer.textContent = text;
    answer.className = className;
  };
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const side = event.submitter?.value ?? 'BUY';
  const stock = byId('stock').value;
  const quantity = byId('quantity').value;
  const tell = log(side, quotes.get(stock).name, quantity);
  client.sendMessage(`${side}|${PORTFOLIO}|${stock}|${quantity}`, 'orders', DELIVERY_MILLIS, {
    onProcessed: (message, answer) => tell(answer || 'Done', 'up'),
    onDeny: (message, code, reason) => tell(`${reason} (code ${code})`, 'down'),
    onDiscarded: () => tell('Did not reach the node in time', 'down'),
    onError: () => tell('The node could not process it', 'down'),
    onAbort: () => tell('Connection lost before the node confirmed it', 'down'),
  });
});
byId('stock').addEventListener('change', showEstimate);
byId('quantity').addEventListener('input', showEstimate);

for (const item of STOCKS) {
  byId('stock').append(new Option(item, item));
}

const holdings = new Subscription('COMMAND', [PORTFOLIO], ['key', 'command', 'qty']);
holdings.setDataAdapter('PORTFOLIO_ADAPTER');
holdings.setRequestedSnapshot('yes');
holdings.setCommandSecondLevelDataAdapter('QUOTE_ADAPTER');
holdings.setCommandSecondLevelFields(['stock_name', 'last_price']);
holdings.addListener({ onSubscription: clear, onClearSnapshot: clear, onItemUpdate: take });
client.subscribe(holdings);

const market = new Subscription('MERGE', STOCKS, ['stock_name', 'last_price']);
market.setDataAdapter('QUOTE_ADAPTER');
market.setRequestedSnapshot('yes');
market.setRequestedMaxFrequency(1);
market.addListener({
  onItemUpdate(update) {
    const item = update.getItemName();
    const quote = { name: update.getValue('stock_name'), last: Number(update.getValue('last_price')) };
    quotes.set(item, quote);
    write(byId('stock').options[STOCKS.indexOf(item)], quote.name);
    if (item === byId('stock').value) {
      showEstimate();
    }
  },
});
client.subscribe(market);

onLink((link) => {
  document.querySelectorAll('.sides button').forEach((button) => {
    button.disabled = link !== 'live';
  });
});
