// The connection to the node this page came from, and what the visitor is told about it.
/* global LightstreamerClient */
import { showBanner, showStatus } from './frame.js';

const TRANSPORTS = ['WS', 'WS-STREAMING', 'WS-POLLING', 'HTTP', 'HTTP-STREAMING', 'HTTP-POLLING'];
const RETRY_MILLIS = 2000;
const REFUSED_RETRY_MILLIS = 5000;
/** A break shorter than this is not worth a banner. */
const GRACE_MILLIS = 400;
const BACK_SHOWN_MILLIS = 6000;

const client = new LightstreamerClient(location.origin, 'DEMO');
const observers = [];

let status = 'DISCONNECTED';
let seen = false;
let brokenSince = 0;
let refusal = '';
let backTimer = 0;

/** What the page should do with its values: live, waiting (first connection), stalled or lost. */
export function linkState() {
  if (status.startsWith('CONNECTED')) {
    return 'live';
  }
  if (status === 'STALLED') {
    return 'stalled';
  }
  return seen || refusal || status === 'DISCONNECTED:WILL-RETRY' ? 'lost' : 'waiting';
}

/** Calls back with the link state, now and at every change. */
export function onLink(observer) {
  observers.push(observer);
  observer(linkState());
}

function serverName() {
  const name = client.connectionDetails.getServerSocketName();
  return linkState() === 'live' && name ? name : location.host;
}

function seconds(since) {
  return `${Math.max(1, Math.round((Date.now() - since) / 1000))} s`;
}

function clockTime(millis) {
  return new Date(millis).toLocaleTimeString([], { hour12: false });
}

function tellBroken() {
  const age = Date.now() - brokenSince;
  if (!brokenSince || age < GRACE_MILLIS) {
    return;
  }
  if (refusal) {
    showBanner('lost', refusal, `Trying again every ${REFUSED_RETRY_MILLIS / 1000} s.`);
  } else if (linkState() === 'stalled') {
    showBanner('stalled', 'The node has gone quiet, waiting for it…',
      `Silent for ${seconds(brokenSince)}. Values are those of ${clockTime(brokenSince)}.`);
  } else if (seen) {
    showBanner('lost', 'Connection to the node lost, retrying…',
      `Gone for ${seconds(brokenSince)}. Values are those of ${clockTime(brokenSince)}.`);
  } else {
    showBanner('lost', 'The node does not answer, retrying…', `Waiting for ${seconds(brokenSince)}.`);
  }
}

function tellBack() {
  const announced = Date.now() - brokenSince >= GRACE_MILLIS;
  if (seen && announced) {
    showBanner('back', 'The node is back.', `Connected again after ${seconds(brokenSince)}; values are live.`);
    clearTimeout(backTimer);
    backTimer = setTimeout(() => {
      if (!brokenSince) {
        showBanner('', '');
      }
    }, BACK_SHOWN_MILLIS);
  } else {
    showBanner('', '');
  }
}

function refresh() {
  const link = linkState();
  if (link === 'live') {
    if (brokenSince) {
      tellBack();
    }
    brokenSince = 0;
    refusal = '';
    seen = true;
  } else if (link !== 'waiting') {
    brokenSince = brokenSince || Date.now();
    setTimeout(tellBroken, GRACE_MILLIS);
  }
  showStatus(link, status, serverName());
  observers.forEach((observer) => observer(link));
}

client.addListener({
  onStatusChange(newStatus) {
    status = newStatus;
    refresh();
  },
  onPropertyChange(property) {
    if (property === 'serverSocketName') {
      showStatus(linkState(), status, serverName());
    }
  },
  onServerError(code, message) {
    refusal = `The node closed the session: ${message || 'no reason given'} (code ${code}).`;
    refresh();
    setTimeout(() => client.connect(), REFUSED_RETRY_MILLIS);
  },
});

setInterval(tellBroken, 1000);

const forced = new URLSearchParams(location.search).get('transport');
if (TRANSPORTS.includes(forced)) {
  client.connectionOptions.setForcedTransport(forced);
}
client.connectionOptions.setRetryDelay(RETRY_MILLIS);
client.connectionOptions.setFirstRetryMaxDelay(500);
client.connect();

export { client };
