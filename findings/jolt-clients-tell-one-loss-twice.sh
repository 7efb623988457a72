#!/usr/bin/env bash
# Library: jolt-python-api 2.4.3 and jolt-js-api 1.1.9, the official clients of Jolt for Python and Node.js
# Behaviour: Both clients report one lost connection twice, in complementary cases. The Python client calls
# on_disconnected with the cause and then with None after a connection reset; the JavaScript client emits
# "disconnected" twice after the broker closed in an orderly way. A handler that connects again does so twice.
# Expected: One call for one lost connection, as each client does in the other case.
# Seen:
#   Python, the broker closes: ['disconnected NoneType']
#   Python, the connection is reset: ['disconnected ConnectionResetError', 'disconnected NoneType']
#   JavaScript, the broker closes: [ 'disconnected', 'disconnected' ]
#   JavaScript, the connection is reset: [ 'socketError ECONNRESET', 'disconnected' ]
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
import struct
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


def orderly(connection):
    connection.close()


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


closed = Handler()
against(orderly, closed)
print("Python, the broker closes:", closed.seen)
cut = Handler()
against(reset, cut)
print("Python, the connection is reset:", cut.seen)
described = (closed.seen == ["disconnected NoneType"]
             and cut.seen == ["disconnected ConnectionResetError", "disconnected NoneType"])
sys.exit(0 if described else 1)
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

const listener = (client, seen) => {
	client.on('disconnected', () => seen.push('disconnected'));
	client.on('socketError', (error) => seen.push('socketError ' + error.code));
};

(async () => {
	const closed = await against((connection) => connection.end(), listener);
	console.log('JavaScript, the broker closes:', closed);
	const reset = await against((connection) => connection.resetAndDestroy(), listener);
	console.log('JavaScript, the connection is reset:', reset);
	process.exit(closed.join() === 'disconnected,disconnected' && reset.join() === 'socketError ECONNRESET,disconnected' ? 0 : 1);
})();
JAVASCRIPT

status=0
python/bin/python finding.py || status=$?
node finding.js || status=$?
exit "$status"
