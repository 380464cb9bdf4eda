// The chat: messages go out as CHAT|text and come back to everybody as updates of one DISTINCT item.
/* global Subscription */
import { client, onLink } from './connection.js';
import { flash } from './format.js';

const FIELDS = ['message', 'raw_timestamp', 'IP', 'nick'];
const SNAPSHOT_MESSAGES = 30;
const SHOWN_MESSAGES = 200;
const DELIVERY_MILLIS = 15_000;
const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']];
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Mac OS X', 'Mac'], ['Windows', 'Windows'], ['Linux', 'Linux']];

const list = document.getElementById('messages');
const empty = document.getElementById('empty');
const form = document.getElementById('form');
const text = document.getElementById('text');
const send = document.getElementById('send');
const outcome = document.getElementById('outcome');

/** The node names a sender by user agent, with a number where two are alike; people read "Firefox on Mac 2". */
function displayName(nick) {
  const find = (names) => names.find(([part]) => nick.includes(part))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  if (!browser) {
    return nick.slice(0, 40);
  }
  const number = nick.match(/\[(\d+)\]$/)?.[1] ?? '';
  return `${browser}${system ? ` on ${system}` : ''} ${number}`.trim();
}

function hue(identity) {
  return [...identity].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
}

function element(name, className, content) {
  const created = document.createElement(name);
  created.className = className;
  created.textContent = content;
  return created;
}

function show(update) {
  const nick = update.getValue('nick') ?? 'unknown';
  const name = displayName(nick);
  const address = update.getValue('IP');
  const time = new Date(Number(update.getValue('raw_timestamp'))).toLocaleTimeString([], { hour12: false });
  const line = document.createElement('li');
  const who = element('span', 'who', name[0].toUpperCase());
  who.style.setProperty('--hue', hue(address + nick));
  who.setAttribute('aria-hidden', 'true');
  const by = element('span', 'by', '');
  by.title = nick;
  by.append(element('b', '', name), `${address}, ${time}`);
  const said = element('span', 'said', update.getValue('message'));
  line.append(who, by, said);
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.append(line);
  while (list.childElementCount > SHOWN_MESSAGES) {
    list.firstElementChild.remove();
  }
  empty.hidden = true;
  if (atEnd || update.isSnapshot()) {
    list.scrollTop = list.scrollHeight;
  }
  if (!update.isSnapshot()) {
    flash(said, 0);
  }
}

function clear() {
  list.replaceChildren();
  empty.hidden = false;
}

function tell(message, failed = false) {
  outcome.textContent = message;
  outcome.className = `outcome ${failed ? 'down' : 'soft'}`;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const said = text.value;
  text.value = '';
  tell('Sending…');
  client.sendMessage(`CHAT|${said}`, 'chat', DELIVERY_MILLIS, {
    onProcessed: () => tell(''),
    onDeny: (message, code, reason) => tell(`${reason} (code ${code})`, true),
    onDiscarded: () => tell('The message did not reach the node in time; please send it again.', true),
    onError: () => tell('The node could not process the message.', true),
    onAbort: () => tell('The connection broke before the node confirmed the message.', true),
  });
});

const subscription = new Subscription('DISTINCT', ['chat_room'], FIELDS);
subscription.setDataAdapter('CHAT_ROOM');
subscription.setRequestedSnapshot(SNAPSHOT_MESSAGES);
subscription.addListener({ onSubscription: clear, onClearSnapshot: clear, onItemUpdate: show });
client.subscribe(subscription);

onLink((link) => {
  send.disabled = link !== 'live';
});
