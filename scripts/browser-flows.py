"""Uses the audit console in Chromium, over the driver's own protocol.

Usage: browser-flows.py PAYSCORE [--figures DIRECTORY]. Run by scripts/browser, which installs what
is needed. It starts a sandbox and the service, plays orders, and does what people do: find out who
cancelled an order, cancel one by typing the amount, ask for one and approve it, hold one and
withdraw it, verify the journal, change the language, print the evidence. Every page is looked
through by axe, and is as wide as a telephone's screen.
"""

import base64
import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import axe_core_python

PAYSCORE = pathlib.Path(sys.argv[1]).resolve()
FIGURES = pathlib.Path(sys.argv[3]).resolve() if sys.argv[2:3] == ["--figures"] else None
AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
FIGURE_LIMIT = 150 * 1024
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def request(method, url, body=None, headers=None):
    """A request with JSON; returns the answer's, or what it says of the failure."""
    data = None if body is None else json.dumps(body).encode()
    call = urllib.request.Request(
        url, method=method, data=data, headers={"Content-Type": "application/json"} | (headers or {}))
    try:
        with urllib.request.urlopen(call, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"browser: {method} {url}: {error.code} {error.read().decode()}") from error


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def check(holds, what):
    if not holds:
        raise SystemExit(f"browser: it does not hold that {what}")


def wait(holds, what):
    """A page that was asked for may come a while later."""
    deadline = time.monotonic() + 20
    while not holds():
        check(time.monotonic() < deadline, what)
        time.sleep(0.05)


class Service:
    """A sandbox, and the service on a journal of its own."""

    def __init__(self, directory):
        self.directory = directory
        self.environment = {
            **os.environ, "PAYSCORE_CONFIG": "box/payscore.json", "PAYSCORE_ACTOR": "keeper",
            "LANG": "C.UTF-8"}
        self.notifications = free_port()
        self.sandbox, told = self.start(
            "sandbox", "--directory", "box", "--notification-speed", "50",
            "--notify-at", f"http://127.0.0.1:{self.notifications}/notify")
        self.wechat = told["base_url"]
        self.run("init")
        self.tokens = {}
        for name, roles in {
                "order-service": "service", "clerk-7": "clerk", "finance-2": "approver",
                "operator-1": "operator", "auditor": "reader",
                "lead-3": "clerk,approver,operator"}.items():
            told = self.run("token", "new", "--name", name, "--role", roles)
            self.tokens[name] = told["token"]
        self.serve()

    def start(self, *arguments):
        process = subprocess.Popen(
            [PAYSCORE, *arguments, "--output", "json"], cwd=self.directory, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return process, json.loads(process.stdout.readline())

    def run(self, *arguments):
        done = subprocess.run(
            [PAYSCORE, *arguments, "--output", "json"], cwd=self.directory, env=self.environment,
            check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[0])

    def serve(self):
        self.service, told = self.start(
            "serve", "--listen", "127.0.0.1:0",
            "--notifications", f"127.0.0.1:{self.notifications}")
        self.api, self.console = told["api"], told["console"]

    def stop(self):
        self.service.terminate()
        self.service.wait()

    def close(self):
        for process in (self.service, self.sandbox):
            process.terminate()
            process.wait()

    def call(self, order, name, body, path="calls"):
        return request(
            "POST", f"{self.api}/v1/orders/{order}/{path}", body,
            {"Authorization": f"Bearer {self.tokens[name]}"})

    def play(self, order, deed, body=None):
        """The customer, or a colleague on the merchant platform."""
        name, token = (self.directory / "box/control-token").read_text().strip().split(": ")
        return request("POST", f"{self.wechat}/sandbox/orders/{order}/{deed}", body, {name: token})

    def order(self, number, total=None, until="created"):
        """Brings an order to where it is wanted."""
        self.call(number, "order-service", {"call": "create", "body": {
            "service_introduction": "充电宝",
            "time_range": {"start_time": "OnAccept", "end_time": "20991231"},
            "risk_fund": {"name": "ESTIMATE_ORDER_COST", "amount": 20000},
            "notify_url": "https://merchant.example/notify"}})
        if until == "created":
            return
        self.play(number, "confirm")
        if until == "in_service":
            return
        self.call(number, "order-service", {"call": "complete", "body": {
            "post_payments": [{"name": "租金", "amount": total}], "total_amount": total}})
        if until == "done":
            self.play(number, "pay")

    def cancel(self, number, reason):
        """A clerk asks, an approver states the amount."""
        asked = self.call(number, "clerk-7", {"call": "cancel"}, "decision")
        stake = asked["at_stake_fen"]
        self.call(number, "finance-2", {"call": "cancel", "reason": reason, "consent": {
            "permit": asked["permit"]["token"], "at_stake_fen": stake}})

    def fill(self):
        for index, total in enumerate([12800, 4500, 8900, 300, 15900, 2600, 7700, 1200]):
            self.order(f"RENT-20260{index + 101}", total, "done")
        for index, total in enumerate([12800, 9900, 2500, 6400, 31000, 12800]):
            self.order(f"RENT-20260{index + 201}", total, "awaiting_payment")
        for index in range(6):
            self.order(f"RENT-20260{index + 301}", until="in_service")
        for index in range(3):
            self.order(f"RENT-20260{index + 401}")
        self.cancel("RENT-20260201", "用户投诉：重复扣费")
        # A colleague cancels on the merchant platform, and a query finds out.
        self.play("RENT-20260205", "revoke")
        self.call("RENT-20260205", "clerk-7", {"call": "cancel"}, "decision")
        # An operator protects one, and a cancel of it is denied.
        self.call("RENT-20260202", "operator-1", {"reason": "disputed with the customer"}, "protect")
        self.call("RENT-20260202", "clerk-7", {"call": "cancel"}, "decision")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            page = request(
                "GET", f"{self.api}/v1/orders?phase=done", None,
                {"Authorization": f"Bearer {self.tokens['auditor']}"})
            if len(page["orders"]) == 8:
                return
            time.sleep(0.2)
        check(False, "every payment was noticed")

    def seal(self):
        """The command that seals needs the journal for itself."""
        self.stop()
        self.run("checkpoint")
        self.serve()


class Browser:
    """One window, over the driver's protocol (W3C WebDriver)."""

    def __init__(self):
        port = free_port()
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 20
        while True:
            try:
                urllib.request.urlopen(f"{self.base}/status", timeout=2).close()
                break
            except OSError:
                check(time.monotonic() < deadline, "the driver starts")
                time.sleep(0.1)
        session = request("POST", f"{self.base}/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--accept-lang=en-US", "--force-device-scale-factor=1",
                "--window-size=1200,900"]},
            "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.base += f"/session/{session['value']['sessionId']}"
        self.pages = 0

    def close(self):
        with contextlib.suppress(SystemExit, OSError):
            request("DELETE", self.base)
        self.driver.terminate()
        self.driver.wait()

    def send(self, path, body=None, method="POST"):
        return request(method, self.base + path, {} if body is None and method == "POST" else body)[
            "value"]

    def protocol(self, command, **parameters):
        return self.send("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def script(self, text, *arguments):
        return self.send("/execute/sync", {"script": text, "args": list(arguments)})

    def open(self, url):
        self.send("/url", {"url": url})

    @property
    def url(self):
        return self.send("/url", method="GET")

    def element(self, selector):
        return self.send("/element", {"using": "css selector", "value": selector})[ELEMENT]

    def link(self, words):
        return self.send("/element", {"using": "link text", "value": words})[ELEMENT]

    def click(self, element):
        self.send(f"/element/{element}/click")

    def type(self, selector, text):
        element = self.element(selector)
        self.send(f"/element/{element}/clear")
        self.send(f"/element/{element}/value", {"text": text})

    def press(self, text):
        """Types keys into whatever has the focus, as who has no mouse does."""
        keys = [step for key in text for step in (
            {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})]
        self.send("/actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})

    @property
    def text(self):
        return self.script("return document.body.innerText")

    def size(self, width, height=900):
        self.protocol(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False)

    def figure(self, name, width, height):
        """What the window shows, as a figure of the documents."""
        self.size(width, height)
        self.script("window.scrollTo(0, 0); document.activeElement.blur()")
        shown = base64.b64decode(self.protocol("Page.captureScreenshot", format="png")["data"])
        self.size(1200)
        check(len(shown) <= FIGURE_LIMIT, f"{name} is small: {len(shown)} bytes")
        if FIGURES:
            FIGURES.mkdir(parents=True, exist_ok=True)
            (FIGURES / f"{name}.png").write_bytes(shown)

    def look_through(self):
        """Labels, contrast and all else that axe knows, wide and narrow; and no error."""
        self.pages += 1
        name = self.url
        for width in (1200, 360):
            self.size(width)
            across = self.script("return document.documentElement.scrollWidth")
            check(across <= width, f"{name} needs no sideways scroll at {width}: {across}")
            self.script(AXE)
            found = self.send("/execute/async", {"args": [], "script":
                "const done = arguments[0]; axe.run({resultTypes: ['violations']})"
                ".then(found => done(found.violations.map(one => one.id + ': ' + one.nodes"
                ".map(node => node.html + ' ' + node.failureSummary).slice(0, 3).join('; '))))"})
            check(not found, f"{name} at {width} has nothing that axe finds:\n" + "\n".join(found))
        self.size(1200)
        errors = self.send("/se/log", {"type": "browser"})
        told = [entry["message"] for entry in errors
                if "favicon" not in entry["message"] and "status of 4" not in entry["message"]]
        check(not told, f"{name} loads without an error: {told}")


def sign_in(browser, service, name):
    browser.open(service.console)
    browser.type("#token", service.tokens[name])
    browser.press("\ue007")
    wait(lambda: name in browser.text, f"{name} is signed in")


def sign_out(browser):
    browser.click(browser.element(".self button"))
    wait(lambda: "Sign in" in browser.text, "signing out leads to where one signs in")


def find_out_who_cancelled(browser, service):
    browser.click(browser.link("Orders"))
    browser.type("#number", "RENT-20260201")
    browser.click(browser.element("form.search button"))
    wait(lambda: "number=RENT-20260201" in browser.url, "the search is sent")
    browser.click(browser.link("RENT-20260201"))
    wait(lambda: "clerk-7 asked for it, finance-2 acknowledged the amount" in browser.text,
         "the page says who cancelled")
    told = browser.text
    check("用户投诉：重复扣费" in told, "the page says why")
    check("✓ chain" in told and "✓ sealed" in told, "the records are proven")
    browser.figure("console-order", 1080, 860)


def cancel_with_the_amount(browser, service):
    number = "RENT-20260203"
    browser.open(f"{service.console}orders/{number}")
    browser.click(browser.element(".action button.grave"))
    wait(lambda: "WeChat would stop collecting ¥25.00 for good" in browser.text,
         "the loss is one sentence")
    browser.type("#reason", "charged by mistake")
    browser.type("#amount", "¥24.00")
    browser.look_through()
    browser.figure("console-cancel", 1080, 680)
    browser.click(browser.element("form.card button.grave"))
    wait(lambda: "another amount is at stake" in browser.text, "a wrong amount sends nothing")
    browser.type("#amount", "¥25.00")
    browser.press("\ue007")
    wait(lambda: "APPLIED" in browser.text and "revoked" in browser.text, "the order is cancelled")
    sent = [entry for entry in request("GET", f"{service.wechat}/sandbox/requests")["requests"]
            if entry["path"].endswith(f"/{number}/cancel")]
    check(len(sent) == 1, f"WeChat got it once: {len(sent)}")


def change_the_language(browser, service):
    browser.open(f"{service.console}orders/RENT-20260201")
    browser.click(browser.link("中文"))
    wait(lambda: "已取消 revoked" in browser.text and "Asia/Shanghai" in browser.text,
         "the page is Chinese")
    check(browser.script("return document.documentElement.lang") == "zh-CN", "it says so")
    browser.open(service.console)
    browser.look_through()
    browser.figure("console-overview-zh", 1080, 700)
    browser.click(browser.link("English"))
    wait(lambda: "Overview" in browser.text, "the page is English again")


def print_the_evidence(browser, service):
    browser.open(f"{service.console}orders/RENT-20260201")
    browser.click(browser.link("Evidence page, to print"))
    wait(lambda: "Every record above is sealed" in browser.text and "以上全部记录均已" in browser.text,
         "the page is in both languages")
    browser.look_through()
    browser.figure("console-evidence", 860, 720)
    printed = base64.b64decode(browser.protocol(
        "Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    check(printed.startswith(b"%PDF-") and len(printed) > 20_000, "it can be printed")


def refresh_by_itself(browser, service):
    """The script shows what happened elsewhere, and without the script the page is the same."""
    browser.open(f"{service.console}orders/RENT-20260301")
    service.call(
        "RENT-20260301", "operator-1", {"reason": "seen by a second window"}, "protect")
    wait(lambda: "seen by a second window" in browser.text, "the page refreshes itself")


def ask_and_approve(browser, service):
    """A clerk asks for a cancel, and another person acknowledges its amount."""
    number = "RENT-20260206"
    sign_out(browser)
    sign_in(browser, service, "clerk-7")
    browser.open(f"{service.console}orders/{number}")
    browser.click(browser.element(".action button.grave"))
    wait(lambda: "Ask for it" in browser.text, "a clerk may ask")
    browser.look_through()
    browser.type("#request-reason", "重复下单")
    browser.click(browser.element("section.narrow button"))
    wait(lambda: "WAITING" in browser.text, "the request waits")
    check("You requested this, so somebody else has to acknowledge it." in browser.text,
          "nobody acknowledges an own request")
    browser.look_through()
    sign_out(browser)
    sign_in(browser, service, "finance-2")
    browser.click(browser.link("Approvals"))
    wait(lambda: number in browser.text and "clerk-7" in browser.text, "the queue has it")
    browser.look_through()
    browser.click(browser.link("WAITING"))
    wait(lambda: "Type the amount at stake" in browser.text, "the page asks for the amount")
    browser.type("#amount", "¥128.00")
    browser.look_through()
    browser.figure("console-approval", 1080, 760)
    browser.click(browser.element("button.grave"))
    wait(lambda: "APPLIED" in browser.text and "revoked" in browser.text, "the order is cancelled")
    check("clerk-7" in browser.text and "finance-2" in browser.text, "the timeline names both")


def hold_and_withdraw(browser, service):
    browser.open(f"{service.console}orders/RENT-20260204")
    browser.click(browser.element(".action button.grave"))
    wait(lambda: "Ask another person, or hold it" in browser.text, "it may be held")
    browser.click(browser.element("details.narrow summary"))
    browser.type("#request-reason", "wait for the customer's call")
    browser.type("#hold", "30")
    browser.type("#request-amount", "¥64.00")
    browser.look_through()
    browser.click(browser.element("details.narrow button"))
    wait(lambda: "Held until" in browser.text, "the cancel is held")
    browser.look_through()
    browser.type("#withdraw-reason", "the customer has called")
    browser.press("\ue007")
    wait(lambda: "WITHDRAWN" in browser.text, "it is withdrawn")
    sign_out(browser)
    sign_in(browser, service, "lead-3")


def verify_the_journal(browser, service):
    browser.open(f"{service.console}checkpoints")
    browser.click(browser.element("section.card form button"))
    wait(lambda: "SOUND" in browser.text, "the journal is verified, and the page refreshes itself")
    browser.look_through()


def use_the_keyboard(browser, service):
    browser.open(f"{service.console}orders")
    browser.press("\ue004")
    check(browser.script("return document.activeElement.className") == "skip",
          "the first stop leads to the content")
    browser.press("\ue004" * 4)
    shown = browser.script(
        "return getComputedStyle(document.activeElement).outlineStyle")
    check(shown != "none", "the focus is seen")


def look_at_every_page(browser, service):
    orders = f"{service.console}orders"
    for place in [
            service.console, orders, f"{orders}?phase=awaiting_payment", f"{orders}?number=none",
            f"{orders}/RENT-20260201", f"{orders}/RENT-20260202", f"{orders}/RENT-20260205",
            f"{orders}/RENT-20260201/records/1", f"{orders}/RENT-20260204/calls/modify",
            f"{orders}/RENT-20260204/calls/report-paid", f"{orders}/none",
            f"{service.console}approvals", f"{service.console}approvals?all=true",
            f"{service.console}attempts", f"{service.console}attempts?open=true",
            f"{service.console}authorizations", f"{service.console}limit",
            f"{service.console}drift", f"{service.console}checkpoints"]:
        browser.open(place)
        browser.look_through()
    browser.open(f"{service.console}drift")
    check("RENT-20260205" in browser.text, "what a colleague did is listed")
    browser.figure("console-drift", 1080, 300)


def main():
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        service = Service(pathlib.Path(directory))
        browser = None
        try:
            service.fill()
            service.seal()
            browser = Browser()
            browser.open(service.console)
            browser.look_through()
            sign_in(browser, service, "lead-3")
            find_out_who_cancelled(browser, service)
            change_the_language(browser, service)
            print_the_evidence(browser, service)
            cancel_with_the_amount(browser, service)
            ask_and_approve(browser, service)
            hold_and_withdraw(browser, service)
            verify_the_journal(browser, service)
            use_the_keyboard(browser, service)
            refresh_by_itself(browser, service)
            look_at_every_page(browser, service)
            browser.open(service.console)
            sign_out(browser)
            print(f"browser: {browser.pages} looks at pages, nothing wrong, "
                  f"{time.monotonic() - started:.0f} s")
        finally:
            if browser:
                browser.close()
            service.close()


main()
