"""Uses `payscore serve` as many do at once, and kills it meanwhile.

Usage: service-trials.py PAYSCORE load SECONDS
       service-trials.py PAYSCORE kill TIMES SEED
       service-trials.py PAYSCORE contract      where schemathesis is installed

The witnesses are outside of the service: the sandbox's log of what WeChat got, what the receiver of
the webhook took, and `payscore verify`. Run by scripts/service-trials.
"""

import base64
import collections
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import random
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PAYSCORE = pathlib.Path(sys.argv[1]).resolve()
TOKENS = {"shop": "service", "clerk": "clerk", "finance": "approver", "watcher": "reader"}
ROLES = {"reader", "clerk", "approver", "operator", "service"}
CONNECTIONS = 64


def fail(what):
    raise SystemExit(f"service-trials: {what}")


def check(holds, what):
    if not holds:
        fail(f"it does not hold that {what}")


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


class Receiver:
    """Takes the messages of the webhook, and keeps which came."""

    def __init__(self):
        self.sequences = set()
        self.bodies = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.sequences.add(int(self.headers["webhook-id"].split(":")[1]))
                receiver.bodies.append(body.decode())
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A service that is killed leaves connections in the middle.
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/records"


class Place:
    """A sandbox, a journal, and the service on it."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.environment = {
            **os.environ, "PAYSCORE_CONFIG": "box/payscore.json", "PAYSCORE_ACTOR": "keeper",
            "LANG": "C.UTF-8"}
        self.receiver = Receiver()
        self.notifications = free_port()
        self.port = free_port()
        self.sandbox, told = self.start(
            "sandbox", "--directory", "box", "--notification-speed", "50",
            "--notify-at", f"http://127.0.0.1:{self.notifications}/notify")
        self.wechat = told["base_url"].removeprefix("http://")
        self.control = (self.directory / "box/control-token").read_text().strip().split(": ")
        secret = self.directory / "box/webhook"
        secret.write_text("whsec_" + base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        secret.chmod(0o600)
        file = self.directory / "box/payscore.json"
        settings = json.loads(file.read_text())
        settings["webhook"] = {"url": self.receiver.url, "secret_file": "webhook"}
        # What is forgiven in a trial is not what the limit is for.
        settings["policy"] = settings.get("policy", {}) | {
            "velocity_limit": {"cancels": 1_000_000, "fen": 1_000_000_000_000}}
        file.write_text(json.dumps(settings))
        self.run("init")
        self.tokens = {
            name: json.loads(self.run("token", "new", "--name", name, "--role", role))["token"]
            for name, role in TOKENS.items()}

    def start(self, *arguments):
        process = subprocess.Popen(
            [PAYSCORE, *arguments, "--output", "json"], cwd=self.directory, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = process.stdout.readline()
        check(line, f"payscore {arguments[0]} starts")
        return process, json.loads(line)

    def run(self, *arguments):
        done = subprocess.run(
            [PAYSCORE, *arguments, "--output", "json"], cwd=self.directory, env=self.environment,
            capture_output=True, text=True)
        check(done.returncode == 0, f"payscore {arguments[0]} succeeds: {done.stderr}")
        return done.stdout

    def serve(self):
        self.service, _ = self.start(
            "serve", "--listen", f"127.0.0.1:{self.port}",
            "--notifications", f"127.0.0.1:{self.notifications}",
            "--requests-per-second", "100000", "--sweep-minutes", "0")

    def close(self):
        for process in (self.service, self.sandbox):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()

    def ask_sandbox(self, method, path):
        connection = http.client.HTTPConnection(self.wechat, timeout=60)
        connection.request(method, path, headers={self.control[0]: self.control[1]})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, json.loads(body) if body else None

    def metric(self, name):
        worker = Worker(self, {})
        _, text = worker.send("GET", "/metrics", "watcher", raw=True)
        for line in text.splitlines():
            if line.startswith(name + " "):
                return float(line.split(" ")[1])
        return None

    def wait_for_webhook(self):
        """Nothing is left to deliver, and two looks a while apart agree on that."""
        deadline, quiet = time.monotonic() + 120, 0
        while quiet < 3:
            check(time.monotonic() < deadline, "the webhook's receiver gets everything")
            behind = self.metric("payscore_webhook_behind_records")
            waiting = self.metric("payscore_webhook_waiting_subjects")
            quiet = quiet + 1 if (behind, waiting) == (0, 0) else 0
            time.sleep(0.5)


class Worker:
    """One client with a connection of its own, which plays the lives of orders."""

    def __init__(self, place, latencies, numbers=None):
        self.place = place
        self.latencies = latencies
        self.random = numbers or random.Random()
        self.connection = None
        self.acknowledged = []
        self.unanswered = []
        self.problems = []

    def send(self, method, path, who, body=None, key=None, raw=False, kind=None):
        headers = {"Authorization": f"Bearer {self.place.tokens[who]}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        started = time.monotonic()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=60)
        try:
            self.connection.request(
                method, path, None if body is None else json.dumps(body), headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        if kind:
            self.latencies.setdefault(kind, []).append(time.monotonic() - started)
        return answer.status, text if raw else json.loads(text or "null")

    def call(self, order, path, who, body, kind):
        """Something that must be obeyed once; what got no answer is kept, to be sent again."""
        key = secrets.token_hex(8)
        request = (order, path, who, body, key)
        try:
            status, answer = self.send("POST", path, who, body, key=key, kind=kind)
        except (OSError, http.client.HTTPException):
            self.unanswered.append(request)
            raise
        self.take(request, status, answer)
        return answer if status == 200 else None

    def take(self, request, status, answer):
        if status == 200:
            self.acknowledged.append((request[0], request[1], answer))
        elif status == 202 or answer.get("code") == "idempotency_outcome_unknown":
            pass
        else:
            self.problems.append(
                f"{request[1]} {status} {answer.get('code')}: {answer.get('detail')}")

    def again(self):
        """Sends again what got no answer, with the same keys."""
        for request in self.unanswered:
            status, answer = self.send("POST", request[1], request[2], request[3], key=request[4])
            code = (answer or {}).get("code")
            # What was done has been done; what could not go on after the crash is told.
            if status == 409 and code != "idempotency_key_reused":
                continue
            self.take(request, status, answer)
        self.unanswered = []

    def life(self):
        """An order from its creation to a cancel, with consent or by an approval, or a payment."""
        number = f"T-{secrets.token_hex(6)}"
        base = f"/v1/orders/{number}"
        created = self.call(number, f"{base}/calls", "shop", {"call": "create", "body": {
            "service_introduction": "充电宝", "risk_fund":
            {"name": "ESTIMATE_ORDER_COST", "amount": 20000},
            "time_range": {"start_time": "OnAccept", "end_time": "20991231"},
            "notify_url": "https://merchant.example/notify", "need_user_confirm": True,
        }}, "create")
        if created is None:
            return
        self.place.ask_sandbox("POST", f"/sandbox/orders/{number}/confirm")
        self.send("GET", base, "watcher", kind="read an order")
        total = self.random.randrange(100, 20000)
        completed = self.call(number, f"{base}/calls", "shop", {"call": "complete", "body": {
            "post_payments": [{"name": "租金", "amount": total}], "total_amount": total}},
            "complete")
        if completed is None:
            return
        end = self.random.randrange(4)
        if end == 0:
            self.place.ask_sandbox("POST", f"/sandbox/orders/{number}/pay")
        elif end == 1:
            asked = self.call(
                number, f"{base}/approvals", "clerk", {"call": "cancel", "reason": "用户取消"},
                "request approval")
            if asked:
                approval = asked["approval"]["approval"]
                self.call(
                    number, f"/v1/approvals/{approval}/acknowledge", "finance",
                    {"at_stake_fen": total}, "acknowledge")
        else:
            status, decision = self.send(
                "POST", f"{base}/decision", "clerk", {"call": "cancel"}, kind="decide")
            if status == 200 and decision.get("permit"):
                self.call(number, f"{base}/calls", "finance", {
                    "call": "cancel", "reason": "用户取消", "consent": {
                        "permit": decision["permit"]["token"], "at_stake_fen": total}}, "cancel")
        self.read(number)

    def read(self, number):
        path = self.random.choice([
            f"/v1/orders/{number}", f"/v1/orders/{number}/history", "/v1/orders?limit=20",
            "/v1/attempts?limit=20", "/v1/limit", "/v1/approvals", "/readyz"])
        status, answer = self.send("GET", path, "watcher", kind="read")
        if status != 200:
            self.problems.append(f"GET {path} {status} {answer}")


def check_witnesses(acknowledged, histories, requests):
    """What was acknowledged is in the journal, and WeChat got nothing twice."""
    for order, path, answer in acknowledged:
        # The answer to a call has its attempt; that to an approval has it within, once it is made.
        attempt = (answer.get("call") or answer).get("attempt") or {}
        name = attempt.get("attempt") or (answer.get("approval") or {}).get("approval")
        check(name, f"the answer to {path} names what was done: {json.dumps(answer)[:200]}")
        check(name in histories.get(order, ""), f"{name} of {order} is in the journal")
    cancels = collections.Counter()
    completes = collections.defaultdict(set)
    for request in requests:
        place = request["path"].split("?")[0]
        if request["method"] == "POST" and request["status"] == 200:
            if place.endswith("/cancel"):
                cancels[place] += 1
            if place.endswith("/complete"):
                completes[place].add(request["body"])
    for place, times in cancels.items():
        check(times == 1, f"WeChat got {place} once: {times} times")
    for place, bodies in completes.items():
        check(len(bodies) == 1, f"WeChat got {place} with one body: {bodies}")


def check_checker():
    """A checker that notices nothing would make every trial succeed."""
    answer = {"attempt": {"attempt": "att_1"}}
    cancel = {
        "method": "POST", "path": "/v3/payscore/serviceorder/T/cancel", "body": "", "status": 200}
    check_witnesses([("T", "p", answer)], {"T": "att_1"}, [cancel])
    for forged in [
            ([("T", "p", answer)], {"T": "att_2"}, []), ([("T", "p", answer)], {}, []),
            ([], {}, [cancel, cancel])]:
        try:
            check_witnesses(*forged)
        except SystemExit:
            continue
        fail("the checker does not notice what is lost, or doubled")


def witness(place, workers):
    """Compares what was acknowledged with the journal, with WeChat's log and with the receiver."""
    acknowledged = [one for worker in workers for one in worker.acknowledged]
    reader = Worker(place, {})
    histories = {}
    for order in {order for order, _, _ in acknowledged}:
        status, text = reader.send(
            "GET", f"/v1/orders/{order}/history?limit=1000", "watcher", raw=True)
        if status == 200:
            histories[order] = text
    requests = place.ask_sandbox("GET", "/sandbox/requests")[1]["requests"]
    check_witnesses(acknowledged, histories, requests)
    notifications = place.ask_sandbox("GET", "/sandbox/notifications")[1]["notifications"]
    place.wait_for_webhook()
    told = "\n".join(place.receiver.bodies)
    taken = 0
    for notification in notifications:
        if notification["delivery"] == "accepted":
            taken += 1
            check(notification["id"] in told, f"{notification['id']} is in the journal")
    place.service.send_signal(signal.SIGTERM)
    check(place.service.wait(timeout=90) == 0, "the service stops in order")
    report = json.loads(place.run("verify"))
    check(report["sound"] and report["end_checked"], f"the journal holds: {report}")
    first, last = min(place.receiver.sequences), report["records"]
    missing = set(range(first, last + 1)) - place.receiver.sequences
    check(not missing, f"the webhook's receiver has every record: {sorted(missing)[:9]} are missing")
    return len(acknowledged), taken, last, len(place.receiver.bodies)


def resources(process):
    with open(f"/proc/{process.pid}/status") as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return resident / 1024, len(os.listdir(f"/proc/{process.pid}/fd"))


def load(place, seconds):
    latencies = [{} for _ in range(CONNECTIONS)]
    workers = [Worker(place, latencies[index]) for index in range(CONNECTIONS)]
    place.serve()
    end = time.monotonic() + seconds

    def play(worker):
        while time.monotonic() < end:
            try:
                worker.life()
            except (OSError, http.client.HTTPException) as error:
                worker.problems.append(f"no answer: {error!r}")
                return

    threads = [threading.Thread(target=play, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    seen = []
    while time.monotonic() < end:
        time.sleep(max(0.5, seconds / 60))
        seen.append(resources(place.service))
    for thread in threads:
        thread.join()
    problems = [problem for worker in workers for problem in worker.problems]
    check(not problems, f"nothing fails: {len(problems)} did: {problems[:5]}")
    quarter = max(1, len(seen) // 4)
    early, late = seen[quarter:2 * quarter], seen[-quarter:]
    memory = [statistics.median(one[0] for one in part) for part in (early, late)]
    files = [max(one[1] for one in part) for part in (early, late)]
    check(memory[1] <= 1.5 * memory[0] + 64, f"memory does not grow: {memory} MiB")
    check(files[1] <= files[0] + 32, f"descriptors do not grow: {files}")
    figures = witness(place, workers)
    total = sum(len(times) for one in latencies for times in one.values())
    print(f"service-trials: load, {CONNECTIONS} connections: {total} requests in {seconds} s, "
          f"{figures[0]} calls and {figures[1]} notifications acknowledged and found, "
          f"{figures[2]} records, memory {memory[0]:.0f} then {memory[1]:.0f} MiB")
    merged = collections.defaultdict(list)
    for one in latencies:
        for kind, times in one.items():
            merged[kind] += times
    for kind, times in sorted(merged.items()):
        times.sort()
        print(f"  {kind:17} {len(times):7}  p50 {1000 * times[len(times) // 2]:6.1f} ms  "
              f"p99 {1000 * times[int(len(times) * 0.99)]:6.1f} ms")


def kill(place, times, seed):
    check_checker()
    numbers = random.Random(seed)
    workers = [Worker(place, {}, random.Random(numbers.random())) for _ in range(16)]
    place.serve()
    for _ in range(times):
        stop = threading.Event()

        def play(worker):
            while not stop.is_set():
                try:
                    worker.life()
                except (OSError, http.client.HTTPException):
                    return

        threads = [threading.Thread(target=play, args=(worker,)) for worker in workers]
        for thread in threads:
            thread.start()
        time.sleep(numbers.uniform(0.2, 1.5))
        place.service.kill()
        place.service.wait()
        stop.set()
        for thread in threads:
            thread.join()
        place.serve()
        for worker in workers:
            worker.again()
    problems = [problem for worker in workers for problem in worker.problems]
    check(not problems, f"nothing else fails: {len(problems)} did: {problems[:5]}")
    figures = witness(place, workers)
    print(f"service-trials: {times} kills: {figures[0]} calls and {figures[1]} notifications "
          f"acknowledged, none lost and none doubled; {figures[2]} records, of which the "
          f"webhook's receiver has every one, in {figures[3]} messages")


def contract(place):
    """Whatever is sent, the answer is one that the document has; and never a failure of ours."""
    place.serve()
    worker = Worker(place, {})
    for _ in range(8):
        worker.life()
    everybody = json.loads(place.run(
        "token", "new", "--name", "everybody", "--role", ",".join(sorted(ROLES))))["token"]
    place.service.send_signal(signal.SIGHUP)
    place.tokens["everybody"] = everybody
    deadline = time.monotonic() + 20
    while worker.send("GET", "/v1/limit", "everybody")[0] != 200:
        check(time.monotonic() < deadline, "the token is accepted")
    program = pathlib.Path(sys.executable).parent / "schemathesis"
    # The stream of events has no end; tests of its own read it.
    done = subprocess.run([
        program, "run", f"http://127.0.0.1:{place.port}/openapi.json",
        "--header", f"Authorization: Bearer {everybody}", "--exclude-path", "/v1/events",
        "--phases", "examples,coverage,fuzzing,stateful", "--max-time", "40", "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,"
        "response_headers_conformance,response_schema_conformance",
        "--generation-deterministic", "--request-timeout", "20", "--no-color",
    ], cwd=place.directory, capture_output=True, text=True)
    check(done.returncode == 0, f"every answer is as the document says:\n{done.stdout[-6000:]}")
    cases = next(line.strip() for line in done.stdout.splitlines() if "generated," in line)
    place.service.send_signal(signal.SIGTERM)
    check(place.service.wait(timeout=90) == 0, "the service stops in order")
    check(json.loads(place.run("verify"))["sound"], "the journal holds")
    print(f"service-trials: contract: {cases}")


def main():
    with tempfile.TemporaryDirectory() as directory:
        place = Place(directory)
        place.service = place.sandbox
        try:
            if sys.argv[2] == "load":
                load(place, int(sys.argv[3]))
            elif sys.argv[2] == "kill":
                kill(place, int(sys.argv[3]), int(sys.argv[4]))
            else:
                contract(place)
        finally:
            place.close()


main()
