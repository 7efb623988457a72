'use strict';

// Drives the official JavaScript client: commands as JSON lines on standard input, what happens as JSON lines on
// standard output. The first argument is the folder that the client was installed into.
const path = require('node:path');
const readline = require('node:readline');
const JoltClient = require(path.join(process.argv[2], 'node_modules', 'jolt-js-api'));

let client;
const tell = (event) => process.stdout.write(JSON.stringify(event) + '\n');

const commands = {
  async connect({ host, port }) {
    client = new JoltClient({ host, port });
    client.on('ok', () => tell({ event: 'ok' }));
    client.on('error', (text) => tell({ event: 'error', text }));
    client.on('message', (topic, data) => tell({ event: 'message', topic, data }));
    client.on('disconnected', () => tell({ event: 'disconnected' }));
    client.on('parseError', (failure) => tell({ event: 'failure', text: String(failure) }));
    client.on('unknown', (data, line) => tell({ event: 'failure', text: line }));
    await client.connect();
    tell({ event: 'connected' });
  },
  auth: ({ user, password }) => client.auth(user, password),
  subscribe: ({ topic }) => client.subscribe(topic),
  unsubscribe: ({ topic }) => client.unsubscribe(topic),
  publish: ({ topic, data }) => client.publish(topic, data),
  ping: () => client.ping(),
  close() {
    client.close();
    tell({ event: 'closed' });
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    try {
      await commands[command.do](command);
    } catch (failure) {
      tell({ event: 'failure', text: String(failure) });
    }
  }
  process.exit(0);
})();
