"""Drives the official Python client: commands as JSON lines on standard input, what happens as JSON lines on
standard output."""
import json
import sys
import threading

from jolt import JoltClient, JoltConfig, JoltException, JoltMessageHandler

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
lock = threading.Lock()


def tell(**event):
    with lock:
        print(json.dumps(event), flush=True)


class Teller(JoltMessageHandler):
    def on_ok(self, raw_line):
        tell(event="ok")

    def on_error(self, error, raw_line):
        tell(event="error", text=error.get_error())

    def on_topic_message(self, msg, raw_line):
        tell(event="message", topic=msg.get_topic(), data=msg.get_data())

    def on_disconnected(self, cause):
        tell(event="disconnected")


client = None
for line in sys.stdin:
    command = json.loads(line)
    do = command["do"]
    try:
        if do == "connect":
            config = JoltConfig.new_builder().host(command["host"]).port(command["port"]).build()
            client = JoltClient(config, Teller())
            client.connect()
            tell(event="connected")
        elif do == "auth":
            client.auth(command["user"], command["password"])
        elif do == "subscribe":
            client.subscribe(command["topic"])
        elif do == "unsubscribe":
            client.unsubscribe(command["topic"])
        elif do == "publish":
            client.publish(command["topic"], command["data"])
        elif do == "ping":
            client.ping()
        elif do == "close":
            client.close()
            tell(event="closed")
    except JoltException as failure:
        tell(event="failure", text=str(failure))
