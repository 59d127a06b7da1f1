"""A web server that says what it was asked for."""

import os
import sys
import threading
import urllib.request

import bottle
import fingerprint

app = bottle.Bottle()


@app.get("/healthz")
def health():
    return {"status": "ok"}


@app.get("/version")
def version():
    return {"version": os.environ.get("VERSION", "unknown")}


@app.get("/<words:path>")
def echo(words):
    return {"echo": words, "fingerprint": fingerprint.fnv1a(words.encode())}


def check():
    """Serves on a free port, asks, and compares."""
    from wsgiref.simple_server import make_server

    server = make_server("127.0.0.1", 0, app)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/a") as answer:
        said = answer.read()
    assert said == b'{"echo": "a", "fingerprint": "af63dc4c8601ec8c"}', said
    print("checked with Python", sys.version.split()[0])


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    else:
        bottle.run(app, host="0.0.0.0", port=int(os.environ.get("PORT", "8080")))
