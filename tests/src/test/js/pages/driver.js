'use strict';

/*
 * Turns commands into calls of an official client and its callbacks into events, the same way in Node and in a browser.
 * A command is an object with a member `do`, an event one with a member `event`.
 */
function createDriver(library, emit) {
  const subscriptions = new Map();
  let client = null;

  const commands = {
    connect(command) {
      client = new library.LightstreamerClient(command.url, command.adapterSet);
      if (command.transport) {
        client.connectionOptions.setForcedTransport(command.transport);
      }
      client.connectionOptions.setRetryDelay(command.patienceMillis);
      client.addListener({
        onStatusChange: status => emit({event: 'status', status}),
        onServerError: (code, text) => emit({event: 'serverError', code, text}),
        onPropertyChange: name => {
          if (name === 'sessionId') {
            emit({event: 'sessionId', id: client.connectionDetails.getSessionId()});
          }
        }
      });
      client.connect();
    },

    force(command) {
      client.connectionOptions.setForcedTransport(command.transport);
    },

    disconnect() {
      client.disconnect();
    },

    reconnect() {
      client.connect();
    },

    subscribe(command) {
      const subscription = new library.Subscription(command.mode, command.items, command.fields);
      subscription.setDataAdapter(command.dataAdapter);
      if (command.snapshot !== null) {
        subscription.setRequestedSnapshot(command.snapshot);
      }
      if (command.maxFrequency !== null) {
        subscription.setRequestedMaxFrequency(command.maxFrequency);
      }
      subscription.addListener(subscriptionListener(command.id, command.fields));
      subscriptions.set(command.id, subscription);
      client.subscribe(subscription);
    },

    unsubscribe(command) {
      client.unsubscribe(subscriptions.get(command.id));
    },

    send(command) {
      // Clients of before take a negative number for a mistake; no number is the node's own limit for all of them.
      client.sendMessage(command.text, command.sequence, command.waitMillis < 0 ? null : command.waitMillis,
          command.listen ? messageListener(command.id) : null, command.keepWhileDisconnected);
    }
  };

  function subscriptionListener(subscription, fields) {
    return {
      onSubscription: () => emit({event: 'subscribed', subscription}),
      onUnsubscription: () => emit({event: 'unsubscribed', subscription}),
      onSubscriptionError: (code, text) => emit({event: 'subscriptionError', subscription, code, text}),
      onEndOfSnapshot: item => emit({event: 'endOfSnapshot', subscription, item}),
      onClearSnapshot: item => emit({event: 'clearSnapshot', subscription, item}),
      onItemLostUpdates: (item, position, count) => emit({event: 'lost', subscription, item, count}),
      onItemUpdate: update => {
        const values = {};
        for (const field of fields) {
          values[field] = update.getValue(field);
        }
        emit({event: 'update', subscription, item: update.getItemName(), snapshot: update.isSnapshot(), values});
      }
    };
  }

  function messageListener(id) {
    const outcome = (how, code, text) => emit({event: 'message', id, outcome: how, code, text});
    return {
      onProcessed: (message, response) => outcome('PROCESSED', 0, response === undefined ? null : response),
      onDeny: (message, code, text) => outcome('DENIED', code, text),
      onError: () => outcome('ERROR', 0, null),
      onDiscarded: () => outcome('DISCARDED', 0, null),
      onAbort: (message, sent) => outcome('ABORTED', sent ? 1 : 0, null)
    };
  }

  return {execute: command => commands[command.do](command)};
}

if (typeof module !== 'undefined') {
  module.exports = {createDriver};
}
