#!/usr/bin/env bash
# Library: jolt-python-api 2.4.3 and jolt-js-api 1.1.9, the official clients of Jolt for Python and Node.js
# Behaviour: What a user's handler throws is lost. The Python client swallows it without a trace and goes on.
# The JavaScript client emits it as "parseError", as if the broker had sent a line that is not JSON, and
# nobody sees it without a listener for that; so, too, a refusal by the broker where no listener for "error"
# is registered.
# Expected: The failure reaches the user as what it is: in Python as an uncaught exception, a log line or a
# call of on_error; in JavaScript as an uncaught exception, as is usual for an EventEmitter. "parseError" is
# for lines that cannot be parsed.
# Seen:
#   Python, a handler that fails for the first message: ['message first', 'message second'] connected: True
#   JavaScript, a handler that fails: [
#     'parseError a mistake in the handler {"topic":"orders","data":"first"}'
#   ]
#   JavaScript, a refusal and no listener for it: [
#     `parseError Unhandled error. ('unknown_topic') {"ok":false,"error":"unknown_topic"}`
#   ]
# Exit status: 0 while it is so, 1 if it has changed, 2 if it could not be tried.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv python > pip.log 2>&1 && python/bin/pip install --quiet --disable-pip-version-check jolt-python-api==2.4.3 >> pip.log 2>&1 ||
	{ cat pip.log; exit 2; }
npm install --silent --no-audit --no-fund jolt-js-api@1.1.9 > npm.log 2>&1 || { cat npm.log; exit 2; }

cat > finding.py <<'PYTHON'
import socket
import sys
import time
from jolt import JoltClient, JoltConfig, JoltMessageHandler


class Handler(JoltMessageHandler):

    def __init__(self):
        self.seen = []

    def on_ok(self, raw_line):
        self.seen.append("ok")

    def on_error(self, error, raw_line):
        self.seen.append("error " + error.get_error())

    def on_topic_message(self, msg, raw_line):
        self.seen.append("message " + msg.get_data())
        if msg.get_data() == "first":
            raise ValueError("a mistake in the handler")

    def on_disconnected(self, cause):
        self.seen.append("disconnected " + type(cause).__name__)


def against(script, handler):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(1)
    client = JoltClient(JoltConfig("127.0.0.1", listening.getsockname()[1]), handler)
    client.connect()
    connection, _ = listening.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    script(connection)
    time.sleep(0.5)
    connected = client.is_connected()
    client.close()
    connection.close()
    listening.close()
    return connected


def two_messages(connection):
    connection.sendall(b'{"topic":"orders","data":"first"}\n{"topic":"orders","data":"second"}\n')


handler = Handler()
connected = against(two_messages, handler)
print("Python, a handler that fails for the first message:", handler.seen, "connected:", connected)
sys.exit(0 if handler.seen == ["message first", "message second"] and connected else 1)
PYTHON

cat > finding.js <<'JAVASCRIPT'
const net = require('net');
const { setTimeout: sleep } = require('timers/promises');
const JoltClient = require('jolt-js-api');

async function against(script, listener) {
	let connection;
	const server = net.createServer((socket) => {
		socket.setNoDelay(true);
		socket.on('error', () => {});
		connection = socket;
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const client = new JoltClient({ host: '127.0.0.1', port: server.address().port });
	const seen = [];
	listener(client, seen);
	await client.connect();
	while (!connection) {
		await sleep(10);
	}
	await script(connection);
	await sleep(500);
	client.close();
	connection.destroy();
	server.close();
	return seen;
}

(async () => {
	const failing = await against(
		(connection) => connection.write('{"topic":"orders","data":"first"}\n'),
		(client, seen) => {
			client.on('message', () => {
				throw new Error('a mistake in the handler');
			});
			client.on('parseError', (error, line) => seen.push('parseError ' + error.message + ' ' + line));
		});
	console.log('JavaScript, a handler that fails:', failing);
	const refused = await against(
		(connection) => connection.write('{"ok":false,"error":"unknown_topic"}\n'),
		(client, seen) => client.on('parseError', (error, line) => seen.push('parseError ' + error.message + ' ' + line)));
	console.log('JavaScript, a refusal and no listener for it:', refused);
	process.exit(failing.length === 1 && failing[0].startsWith('parseError a mistake')
			&& refused.length === 1 && refused[0].includes('unknown_topic') ? 0 : 1);
})();
JAVASCRIPT

status=0
python/bin/python finding.py || status=$?
node finding.js || status=$?
exit "$status"
