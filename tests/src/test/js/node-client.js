'use strict';

// One official Node client, of the package named by the argument, driven by JSON lines on the standard input; its events leave on the standard output.
const readline = require('readline');
const library = require(process.argv[2]);
const {createDriver} = require('./pages/driver.js');

const driver = createDriver(library, event => process.stdout.write(JSON.stringify(event) + '\n'));
const lines = readline.createInterface({input: process.stdin});
lines.on('line', line => driver.execute(JSON.parse(line)));
lines.on('close', () => process.exit(0));
