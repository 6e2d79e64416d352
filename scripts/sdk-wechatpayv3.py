"""Plays the life of orders with the Python SDK wechatpayv3, against a running sandbox.

Usage: sdk-wechatpayv3.py public-key|platform-certificate DIRECTORY, where the directory is the
sandbox's. Every answer is verified by the SDK, and so is every notification. Run by scripts/sdk.
"""

import json
import os
import queue
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import wechatpayv3
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.core import Core

MODE, DIRECTORY = sys.argv[1:3]
with open(os.path.join(DIRECTORY, "payscore.json"), encoding="utf-8") as file:
    CONFIGURATION = json.load(file)
MERCHANT, WECHAT = CONFIGURATION["merchant"], CONFIGURATION["wechat"]
BASE_URL = WECHAT["base_url"]
SERVICE = MERCHANT["service_id"]

# The SDK knows WeChat's host alone, and asks it for certificates as soon as it is made.
Core._gate_way = property(lambda core: BASE_URL, lambda core, host: None)


def text(name):
    with open(os.path.join(DIRECTORY, name), encoding="utf-8") as file:
        return file.read()


def control(method, path, body=None):
    """Plays the customer, a fault or WeChat's key management."""
    name, token = text("control-token").strip().split(": ")
    request = urllib.request.Request(
        f"{BASE_URL}/sandbox/{path}", method=method, headers={name: token},
        data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def sdk(url):
    keys = {}
    if MODE == "public-key":
        keys = {"public_key": text(WECHAT["public_key_file"]),
                "public_key_id": WECHAT["public_key_id"]}
    return WeChatPay(
        wechatpay_type=WeChatPayType.JSAPI, mchid=MERCHANT["mchid"], appid=MERCHANT["appid"],
        private_key=text(MERCHANT["private_key_file"]),
        cert_serial_no=MERCHANT["certificate_serial"],
        apiv3_key=text(MERCHANT["api_v3_key_file"]), notify_url=url, timeout=(10, 30), **keys)


class Receiver(BaseHTTPRequestHandler):
    """Takes a notification if the SDK verifies and decrypts it, and refuses it otherwise."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            taken = self.server.sdk.callback(dict(self.headers.items()), body)
        except Exception:  # the SDK throws for some of what it does not trust
            taken = None
        self.server.told.put(taken)
        self.send_response(204 if taken else 401)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def require(answer, **members):
    status, body = answer
    assert status == 200, (status, body)
    content = json.loads(body)
    for name, value in members.items():
        assert content.get(name) == value, (name, value, content)
    return content


def require_told(server, event, **members):
    told = server.told.get(timeout=30)
    assert told and told["event_type"] == event, told
    for name, value in members.items():
        assert told["resource"].get(name) == value, (name, value, told)


def play(pay, server):
    def create(number):
        require(pay.payscore_create(
            number, SERVICE, "某某酒店", {"start_time": "OnAccept"},
            {"name": "DEPOSIT", "amount": 10000}), out_order_no=number, state="CREATED")

    create("SDK-1")
    require(pay.payscore_query(SERVICE, out_order_no="SDK-1"), state="CREATED")
    control("POST", "orders/SDK-1/confirm")
    require_told(server, "PAYSCORE.USER_CONFIRM", out_order_no="SDK-1", state="DOING")
    end = {"end_time": time.strftime("%Y%m%d", time.gmtime(time.time() + 8 * 3600))}
    require(pay.payscore_complete(
        "SDK-1", SERVICE, [{"name": "租金", "amount": 5000}], 5000, time_range=end),
        state="DOING", state_description="MCH_COMPLETE")
    require(pay.payscore_modify(
        "SDK-1", SERVICE, [{"name": "租金", "amount": 4000}], 4000, "优惠"), total_amount=4000)
    if MODE == "platform-certificate":
        # The SDK meets a serial that it does not know, and fetches the certificates anew.
        serial = control("POST", "keys/rotate")["platform_serial"]
        require(pay.payscore_query(SERVICE, out_order_no="SDK-1"), total_amount=4000)
        known = [format(each.serial_number, "X") for each in pay._core._certificates]
        assert serial in known and len(known) == 2, (serial, known)
    control("POST", "faults", {"notification": "user_paid", "kind": "forged"})
    control("POST", "orders/SDK-1/pay")
    assert server.told.get(timeout=30) is None, "the SDK took a forged notification"
    require_told(server, "PAYSCORE.USER_PAID", out_order_no="SDK-1", state="DONE")
    require(pay.payscore_query(SERVICE, out_order_no="SDK-1"), state="DONE")

    create("SDK-2")
    require(pay.payscore_cancel("SDK-2", SERVICE, "用户投诉"), out_order_no="SDK-2")
    require(pay.payscore_query(SERVICE, out_order_no="SDK-2"), state="REVOKED")
    status, body = pay.payscore_complete(
        "SDK-2", SERVICE, [{"name": "租金", "amount": 5000}], 5000, time_range=end)
    assert (status, json.loads(body)["code"]) == (400, "INVALID_REQUEST"), (status, body)


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.told = queue.Queue()
    server.sdk = sdk(f"http://127.0.0.1:{server.server_address[1]}/notify")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    play(server.sdk, server)
    server.shutdown()
    print(f"wechatpayv3 {wechatpayv3.__version__}, {MODE}: holds")


if __name__ == "__main__":
    main()
