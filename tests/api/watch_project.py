"""Watches a project by python-socketio. Reads one JSON line of what to do, and writes one for each thing that happens."""

import json
import sys

import socketio


def tell(**what):
    print(json.dumps(what), flush=True)


def main():
    asked = json.loads(sys.stdin.readline())
    client = socketio.Client(reconnection=False)
    client.on("event", lambda event: tell(event=event))
    client.on("connect_error", lambda error: tell(refused=error))
    try:
        client.connect(asked["url"], auth={"token": asked["token"]}, transports=["websocket"])
    except socketio.exceptions.ConnectionError:
        return
    for project_id in asked["projects"]:
        watch = {"kind": "project", "id": project_id, "since": asked["since"]}
        tell(watched=project_id, answer=client.call("watch", watch, timeout=10))
    sys.stdin.readline()
    client.disconnect()


main()
