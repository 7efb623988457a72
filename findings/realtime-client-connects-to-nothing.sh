#!/usr/bin/env bash
# Library: realtime-pubsub-client 1.0.0 (Python) with websockets 13.1
# Behaviour: If the provider of its URL fails once, connect() raises that, and every later connect() of the
# same client returns normally at once, without asking the provider again and without a connection.
# Expected: The next connect() asks the provider again and connects, or raises.
# Seen:
#   connect() raised, connection: None provider asked: 1
#   connect() returned, connection: None provider asked: 1
#   connect() returned, connection: None provider asked: 1
#   connect() of a new client, connection: WebSocketClientProtocol provider asked: 2
# Exit status: 0 while it is so, 1 if it has changed, 2 if it could not be tried.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv python > pip.log 2>&1 && python/bin/pip install --quiet --disable-pip-version-check \
	realtime-pubsub-client==1.0.0 websockets==13.1 >> pip.log 2>&1 || { cat pip.log; exit 2; }

cat > finding.py <<'PYTHON'
import asyncio
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
    async with serve(session, "127.0.0.1", 0) as server:
        url = "ws://127.0.0.1:%d/apps/shop" % server.sockets[0].getsockname()[1]
        asked = []

        async def provider():
            asked.append(url)
            if len(asked) == 1:
                raise OSError("the token service is not there yet")
            return url

        client = RealtimeClient({"logger": logging.getLogger(), "websocket_options": {"url_provider": provider}})
        seen = []
        for attempt in range(3):
            try:
                await client.connect()
                seen.append("returned")
            except OSError as error:
                seen.append("raised")
            print("connect()", seen[-1] + ", connection:", client.ws, "provider asked:", len(asked))
        fresh = RealtimeClient({"logger": logging.getLogger(), "websocket_options": {"url_provider": provider}})
        await fresh.connect()
        print("connect() of a new client, connection:", type(fresh.ws).__name__, "provider asked:", len(asked))
        described = seen == ["raised", "returned", "returned"] and client.ws is None and fresh.ws is not None
        await fresh.disconnect()
        return 0 if described else 1


sys.exit(asyncio.run(main()))
PYTHON
python/bin/python finding.py
