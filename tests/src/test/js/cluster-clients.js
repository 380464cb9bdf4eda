'use strict';

// Several official Node clients, driven by JSON lines like the Java ones of the test bed: each command and event names its client.
const readline = require('readline');
const library = require('lightstreamer-client-node');

const clients = new Map();
const fields = ['n', 'filling'];

function emit(client, event) {
  process.stdout.write(JSON.stringify(Object.assign({client}, event)) + '\n');
}

function connect(command) {
  const client = new library.LightstreamerClient(command.url, command.adapterSet);
  const options = client.connectionOptions;
  if (command.transport) {
    options.setForcedTransport(command.transport);
  }
  options.setRetryDelay(command.retryMillis || 10000);
  options.setContentLength(command.contentLength);
  options.setServerInstanceAddressIgnored(Boolean(command.ignoreControlLink));
  options.setCookieHandlingRequired(Boolean(command.cookies));
  const details = client.connectionDetails;
  const properties = {
    sessionId: () => details.getSessionId(),
    serverSocketName: () => details.getServerSocketName(),
    serverInstanceAddress: () => details.getServerInstanceAddress(),
    clientIp: () => details.getClientIp()
  };
  client.addListener({
    onStatusChange: status => emit(command.client, {event: 'status', status}),
    onServerError: (code, text) => {
      emit(command.client, {event: 'serverError', code: String(code), text});
      if (command.persistent) {
        client.connect();
      }
    },
    onPropertyChange: name => {
      const value = properties[name] ? properties[name]() : null;
      if (value) {
        emit(command.client, {event: 'property', name, value});
      }
    }
  });
  clients.set(command.client, client);
  client.connect();
}

function subscribe(command) {
  const item = command.item;
  const subscription = new library.Subscription(command.mode, item, fields);
  if (command.mode !== 'RAW') {
    subscription.setRequestedSnapshot('yes');
  }
  subscription.addListener({
    onSubscription: () => emit(command.client, {event: 'subscribed', item}),
    onSubscriptionError: (code, text) => emit(command.client, {event: 'subscriptionError', item, code: String(code), text}),
    onItemLostUpdates: (name, position, count) => emit(command.client, {event: 'lost', item, count: String(count)}),
    onItemUpdate: update => emit(command.client, {event: 'update', item, n: update.getValue('n'),
      length: String((update.getValue('filling') || '').length)})
  });
  clients.get(command.client).subscribe(subscription);
}

const commands = {
  connect,
  subscribe,
  reconnect: command => clients.get(command.client).connect(),
  disconnect: command => clients.get(command.client).disconnect()
};

const lines = readline.createInterface({input: process.stdin});
lines.on('line', line => {
  const command = JSON.parse(line);
  commands[command.do](command);
});
lines.on('close', () => process.exit(0));
