extension CustomerPage {
    /// What the page does, once `actions` is known: it lists what there is, and sends what a person
    /// asks for.
    static let behaviour = #"""
        "use strict";
        const header = "Sandbox-Token";
        const kept = "sandbox-token";
        const given = new URLSearchParams(location.hash.slice(1)).get("token");
        if (given) {
          sessionStorage.setItem(kept, given);
          history.replaceState(null, "", location.pathname);
        }
        const token = sessionStorage.getItem(kept);
        const states = {
          CREATED: ["已创建，待用户确认", "created, to be confirmed"],
          USER_CONFIRM: ["服务中", "in service"],
          USER_PAYING: ["待支付", "awaiting payment"],
          DEDUCTING: ["待支付，正在扣款", "awaiting payment, a deduction is running"],
          DONE: ["已完成", "done"],
          REVOKED: ["已取消", "revoked"],
          EXPIRED: ["已失效", "expired"],
          UNBINDUSER: ["待用户授权", "to be authorized"],
          AVAILABLE: ["已授权", "authorized"],
          UNAVAILABLE: ["已解除授权", "terminated"],
        };
        const actors = {
          customer: ["用户", "Customer"],
          wechat: ["微信支付", "WeChat Pay"],
          colleague: ["商户平台上的同事", "Colleague on the merchant platform"],
        };
        const find = (id) => document.getElementById(id);

        function element(name, ...content) {
          const made = document.createElement(name);
          made.append(...content);
          return made;
        }

        function both([chinese, english]) {
          const translation = element("span", english);
          translation.lang = "en";
          return [`${chinese} `, translation];
        }

        function yuan(fen) {
          return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
        }

        function tell(text) {
          find("message").textContent = text;
        }

        // An amount in yuan as a person writes it, in fen; undefined if it is none.
        function fen(text) {
          const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
          if (!parts) return undefined;
          return Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
        }

        // The body to send: empty, or an amount; undefined if the person gives up.
        function body(action) {
          if (action.amount === "none") return "";
          const hint = action.amount === "optional"
            ? "金额（元），不填则支付全部 / Yuan; nothing for all that is due"
            : "金额（元）/ Yuan";
          const answer = prompt(hint, "");
          if (answer === null) return undefined;
          if (answer.trim() === "" && action.amount === "optional") return "";
          const amount = fen(answer);
          if (amount === undefined) {
            tell(`${answer} 不是金额 / is not an amount`);
            return undefined;
          }
          return JSON.stringify({ amount });
        }

        async function act(kind, number, action) {
          const content = body(action);
          if (content === undefined) return;
          const path = `/sandbox/${kind}/${encodeURIComponent(number)}/${action.path}`;
          try {
            const answer = await fetch(path, {
              method: "POST", headers: { [header]: token }, body: content,
            });
            tell(answer.ok ? "" : (await answer.json()).message);
          } catch {
            tell("沙箱没有应答 / The sandbox does not answer");
          }
          await refresh();
        }

        function buttons(kind, number, state) {
          const offered = actions[kind].filter((action) => action.states.includes(state));
          return Object.keys(actors).flatMap((actor) => {
            const theirs = offered.filter((action) => action.actor === actor);
            if (theirs.length === 0) return [];
            const group = element("fieldset", element("legend", ...both(actors[actor])));
            for (const action of theirs) {
              const button = element("button", ...both([action.chinese, action.english]));
              button.type = "button";
              button.disabled = token === null;
              button.addEventListener("click", () => act(kind, number, action));
              group.append(button);
            }
            return [group];
          });
        }

        function card(kind, number, state, facts) {
          const list = element("dl", element("dt", ...both(["状态", "State"])),
            element("dd", ...both(states[state] ?? [state, state])));
          for (const [name, value] of facts) {
            if (value === undefined) continue;
            list.append(element("dt", ...both(name)), element("dd", value));
          }
          return element("article", element("h3", number), list, ...buttons(kind, number, state));
        }

        function orderCard(shown) {
          const order = shown.order;
          const paying = order.collection?.state === "USER_PAYING";
          const state = order.state !== "DOING" ? order.state
            : shown.deduction_running ? "DEDUCTING" : paying ? "USER_PAYING" : "USER_CONFIRM";
          return card("orders", order.out_order_no, state, [
            [["服务", "Service"], order.service_introduction],
            [["总金额", "Total"], order.collection && yuan(order.collection.total_amount)],
            [["待支付", "Due"], order.collection && yuan(order.collection.paying_amount)],
            [["已支付", "Paid"], order.collection && yuan(order.collection.paid_amount)],
            [["取消原因", "Reason"], shown.cancel_reason],
          ]);
        }

        function authorizationCard(shown) {
          const record = shown.authorization;
          return card("authorizations", record.authorization_code, record.authorization_state, [
            [["用户", "Customer"], record.openid],
            [["未完成订单", "Open orders"], shown.open_orders.join(" ") || undefined],
          ]);
        }

        const last = {};
        async function list(kind, make) {
          const text = await (await fetch(`/sandbox/${kind}`)).text();
          if (text === last[kind]) return;
          last[kind] = text;
          const entries = JSON.parse(text);
          const cards = entries[kind].map(make);
          if (cards.length === 0) cards.push(element("p", ...both(["没有", "None"])));
          if (entries.left_out > 0) {
            cards.push(element("p", ...both([
              `另有 ${entries.left_out} 个较早的`, `and ${entries.left_out} older ones`,
            ])));
          }
          find(kind).replaceChildren(...cards);
        }

        async function refresh() {
          try {
            await list("orders", orderCard);
            await list("authorizations", authorizationCard);
          } catch {
            tell("沙箱没有应答 / The sandbox does not answer");
          }
        }

        if (token === null) {
          find("mode").append(...both([
            "只能查看。要操作，请打开 payscore sandbox 显示的网址。",
            "Read-only. To change anything, open the address that payscore sandbox shows.",
          ]));
        }
        refresh();
        setInterval(refresh, 2000);

        """#
}
