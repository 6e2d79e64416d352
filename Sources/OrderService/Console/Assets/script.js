// Refreshes what a page shows, every five seconds while somebody looks at it and types nothing.
(() => {
  "use strict";
  const main = document.querySelector("main[data-live]");
  if (!main) return;
  const isBusy = () => document.hidden || main.contains(document.activeElement)
    || [...main.querySelectorAll("input:not([type=hidden])")].some(field => field.value !== field.defaultValue);
  const refresh = async () => {
    if (isBusy()) return;
    const answer = await fetch(location.href, { headers: { "X-Console-Refresh": "1" }, redirect: "error" });
    if (!answer.ok || isBusy()) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main[data-live]");
    if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes);
  };
  setInterval(() => { refresh().catch(() => {}); }, 5000);
})();
