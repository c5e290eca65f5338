"""A server that misbehaves on request. usage: server.py FOLDER; prints its port.

Serves FOLDER/TEST/NAME; FOLDER/TEST/NAME.how holds words: etag=X (else the hash of the file), noetag, type=T, cut=N (close after N bytes, once),
cutalways=N, status=N, once=N (status N the first time), retry=N (Retry-After), loop (redirect to itself), to=ADDRESS,
slow (sends nothing for long), trickle (a few bytes at a time), length=N (says that length), nolength, gzip, key=HEADER:VALUE (401 without that header), swap=NAME (after this file was sent, NAME changes once).
"""
import hashlib
import http.server
import os
import sys
import time
import urllib.parse

folder = sys.argv[1]
seen = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def note(self, status):
        path = os.path.join(folder, self.path.split("?")[0].lstrip("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(os.path.join(os.path.dirname(path), "requests.log"), "a") as log:
            log.write(f"{self.command} /{os.path.basename(path)} {status} range={self.headers.get('Range', '-')}"
                      f" match={self.headers.get('If-None-Match', '-')}{' proxied' if self.proxied else ''}\n")

    def parse_request(self):
        ok = super().parse_request()
        self.proxied = ok and self.path.startswith("http://")
        if self.proxied:  # asked as a proxy: whatever the host, the file is ours
            self.path = "/" + self.path.split("/", 3)[3]
        return ok

    def answer(self, status, headers, body=b"", sent=None, trickle=False):
        self.note(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and trickle:
            for at in range(0, len(body), 50):
                self.wfile.write(body[at:at + 50])
                self.wfile.flush()
                time.sleep(0.05)
        elif self.command != "HEAD":
            self.wfile.write(body if sent is None else body[:sent])
        if sent is not None or "Content-Length" not in headers:
            self.close_connection = True

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        name = urllib.parse.unquote(self.path.split("?")[0]).lstrip("/")
        path = os.path.join(folder, name)
        how = {}
        if os.path.exists(path + ".how"):
            for word in open(path + ".how").read().split():
                key, _, value = word.partition("=")
                how[key] = value
        if self.command == "GET":
            seen[name] = seen.get(name, 0) + 1
        first = seen.get(name) == 1
        extra = {"Retry-After": how["retry"]} if "retry" in how else {}
        if "key" in how and self.headers.get(how["key"].split(":")[0]) != how["key"].split(":")[1]:
            return self.answer(401, {"Content-Length": "0"})
        if "status" in how or ("once" in how and first):
            return self.answer(int(how.get("status") or how["once"]), {"Content-Length": "0", **extra})
        if "loop" in how:
            return self.answer(302, {"Location": self.path, "Content-Length": "0"})
        if "to" in how:
            return self.answer(302, {"Location": how["to"], "Content-Length": "0"})
        if "slow" in how:
            time.sleep(20)
        if not os.path.exists(path):
            return self.answer(404, {"Content-Length": "0"})
        body = open(path, "rb").read()
        headers = {"Content-Type": how.get("type", "text/csv")}
        tag = how.get("etag", '"' + hashlib.sha256(body).hexdigest()[:16] + '"')
        if "noetag" not in how:
            headers["ETag"] = tag
            if self.headers.get("If-None-Match") == tag:
                return self.answer(304, {"ETag": tag, "Content-Length": "0"})
        if "gzip" in how:
            headers["Content-Encoding"] = "gzip"
        status = 200
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range") == tag:
            start = int(wanted[len("bytes="):].split("-")[0])
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body = body[start:]
            status = 206
        if "nolength" not in how:
            headers["Content-Length"] = how.get("length", str(len(body)))
        sent = None
        if "cut" in how and first:
            sent = int(how["cut"])
        if "cutalways" in how:
            sent = int(how["cutalways"])
        self.answer(status, headers, body, sent, "trickle" in how)
        if "swap" in how and first and self.command == "GET":
            with open(os.path.join(os.path.dirname(path), how["swap"]), "ab") as other:
                other.write(b" ")


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (BrokenPipeError, ConnectionResetError)):  # the client was stopped
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
