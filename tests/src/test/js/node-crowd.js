'use strict';

// Many official Node clients, of the package named by the argument: JSON lines {client, command} come, events with a member
// `client` leave.
const readline = require('readline');
const library = require(process.argv[2]);
const {createDriver} = require('./pages/driver.js');

const drivers = new Map();

function driver(client) {
  if (!drivers.has(client)) {
    drivers.set(client, createDriver(library, event => process.stdout.write(JSON.stringify({client, ...event}) + '\n')));
  }
  return drivers.get(client);
}

const lines = readline.createInterface({input: process.stdin});
lines.on('line', line => {
  const {client, command} = JSON.parse(line);
  driver(client).execute(command);
});
lines.on('close', () => process.exit(0));
