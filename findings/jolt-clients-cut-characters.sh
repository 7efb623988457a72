#!/usr/bin/env bash
# Library: jolt-python-api 2.4.3 and jolt-js-api 1.1.9, the official clients of Jolt for Python and Node.js
# Behaviour: Both clients decode each read from the socket by itself. A character of several bytes that is cut
# by the border between two reads costs the Python client its connection, with a UnicodeDecodeError; the
# JavaScript client delivers two replacement characters in its place.
# Expected: The message arrives as it was sent, however TCP cuts the line: bytes are put together up to the
# LF, and decoded then.
# Seen:
#   Python, in one read: ['message Grüße'] connected: True
#   Python, cut within a character: ['disconnected UnicodeDecodeError', 'disconnected NoneType'] connected: False
#   JavaScript, in one read: Grüße
#   JavaScript, cut within a character: Gr\ufffd\ufffdße
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


line = '{"topic":"chat.general","data":"Grüße"}\n'.encode()
cut = line.index("ü".encode()) + 1


def in_one(connection):
    connection.sendall(line)


def in_two(connection):
    connection.sendall(line[:cut])
    time.sleep(0.3)
    connection.sendall(line[cut:])


one = Handler()
one_connected = against(in_one, one)
print("Python, in one read:", one.seen, "connected:", one_connected)
two = Handler()
two_connected = against(in_two, two)
print("Python, cut within a character:", two.seen, "connected:", two_connected)
described = (one.seen == ["message Grüße"] and one_connected
             and two.seen[:1] == ["disconnected UnicodeDecodeError"] and not two_connected)
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

const line = Buffer.from('{"topic":"chat.general","data":"Grüße"}\n');
const cut = line.indexOf('ü') + 1;
const listener = (client, seen) => client.on('message', (topic, data) => seen.push(data));

(async () => {
	const one = await against((connection) => connection.write(line), listener);
	console.log('JavaScript, in one read:', one.join());
	const two = await against(async (connection) => {
		connection.write(line.subarray(0, cut));
		await sleep(300);
		connection.write(line.subarray(cut));
	}, listener);
	console.log('JavaScript, cut within a character:', two.join().replaceAll('\ufffd', '\\ufffd'));
	process.exit(one[0] === 'Grüße' && two[0] === 'Gr\ufffd\ufffdße' ? 0 : 1);
})();
JAVASCRIPT

status=0
python/bin/python finding.py || status=$?
node finding.js || status=$?
exit "$status"
