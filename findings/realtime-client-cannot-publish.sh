#!/usr/bin/env bash
# Library: realtime-pubsub-client 1.0.0 (Python) with websockets 17.4, and with 13.1
# Behaviour: The package asks for websockets>=13.1, so that a fresh installation has one with which the client
# connects and receives, but every publish fails with an AttributeError: connections have had no "closed"
# since websockets 14.
# Expected: What its own requirements allow works, or they say websockets<14.
# Seen:
#   requires ['websockets>=13.1'] - websockets 17.4: greeted, then AttributeError("'ClientConnection' object has no attribute 'closed'")
#   requires ['websockets>=13.1'] - websockets 13.1: greeted, then published
# Exit status: 0 while it is so, 1 if it has changed, 2 if it could not be tried.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for version in 17.4 13.1; do
	python3 -m venv "python-$version" > pip.log 2>&1 && "python-$version/bin/pip" install --quiet --disable-pip-version-check \
		realtime-pubsub-client==1.0.0 "websockets==$version" >> pip.log 2>&1 || { cat pip.log; exit 2; }
done

cat > finding.py <<'PYTHON'
import asyncio
import importlib.metadata
import json
import logging
import sys
from realtime_pubsub_client import RealtimeClient
from websockets.asyncio.server import serve

logging.disable(logging.CRITICAL)
received = []


async def session(connection):
    await connection.send(json.dumps(
        {"topic": "main", "messageType": "welcome", "data": {"connection": {"id": "1"}}}))
    async for frame in connection:
        received.append(json.loads(frame)["type"])


async def main():
    requires = importlib.metadata.requires("realtime-pubsub-client")
    version = importlib.metadata.version("websockets")
    async with serve(session, "127.0.0.1", 0) as server:
        url = "ws://127.0.0.1:%d/apps/shop" % server.sockets[0].getsockname()[1]
        client = RealtimeClient({"logger": logging.getLogger(), "websocket_options": {"url_provider": url}})
        greeted = asyncio.Event()
        client.on("session.started", lambda *connection: greeted.set())
        await client.connect()
        await asyncio.wait_for(greeted.wait(), 5)
        try:
            await client.publish("chat", "text")
            published = "published"
        except AttributeError as error:
            published = repr(error)
        await client.disconnect()
        print("requires", requires, "- websockets", version + ": greeted, then", published)
        described = (published == "published") if version == "13.1" else ("'closed'" in published)
        return 0 if described else 1


sys.exit(asyncio.run(main()))
PYTHON
status=0
for version in 17.4 13.1; do
	"python-$version/bin/python" finding.py || status=$?
done
exit "$status"
