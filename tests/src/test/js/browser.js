'use strict';

// One headless Chromium, driven by JSON lines on the standard input: {page, open|drive|evaluate|screenshot|close}.
// What happens in a page leaves on the standard output as {page, …}.
const readline = require('readline');
const {chromium} = require('playwright-core');

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-sync'];
const pages = new Map();

function tell(page, message) {
  process.stdout.write(JSON.stringify({page, ...message}) + '\n');
}

// Each page gets a context, and so a connection pool, of its own.
async function open(browser, id, url, size) {
  const context = await browser.newContext(size ? {viewport: size} : {});
  const page = await context.newPage();
  pages.set(id, page);
  page.on('pageerror', error => tell(id, {event: 'pageError', text: String(error)}));
  page.on('console', line => {
    if (line.type() === 'error') {
      tell(id, {event: 'console', text: line.text()});
    }
  });
  await page.exposeFunction('emitEvent', text => tell(id, JSON.parse(text)));
  await page.goto(url);
  tell(id, {event: 'opened'});
}

async function execute(browser, command) {
  const page = pages.get(command.page);
  if (command.open) {
    await open(browser, command.page, command.open, command.size);
  } else if (command.drive) {
    await page.evaluate(text => window.driveClient(text), JSON.stringify(command.drive));
  } else if (command.evaluate) {
    tell(command.page, {event: 'evaluated', number: command.number, value: await page.evaluate(command.evaluate)});
  } else if (command.screenshot) {
    await page.screenshot({path: command.screenshot});
    tell(command.page, {event: 'shot', number: command.number});
  } else if (command.close) {
    pages.delete(command.page);
    await page.context().close();
  }
}

async function main() {
  const browser = await chromium.launch({executablePath: process.argv[2], headless: true, args: ARGUMENTS});
  const chains = new Map();
  const lines = readline.createInterface({input: process.stdin});
  lines.on('line', line => {
    const command = JSON.parse(line);
    const before = chains.get(command.page) || Promise.resolve();
    chains.set(command.page, before.then(() => execute(browser, command))
        .catch(error => tell(command.page, {event: 'driverError', text: String(error)})));
  });
  lines.on('close', () => browser.close().finally(() => process.exit(0)));
}

main();
