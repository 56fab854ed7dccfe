// A decision brings the next pair without a new page: forms and links marked data-swap are sent in the
// background, and the part of the page that changes is put in place of the old one. Without this script they
// are ordinary forms and links.
"use strict";

(() => {
  let busy = false;
  // Milliseconds after which a silent server counts as out of reach.
  const PATIENCE = 30000;
  const part = { "X-Crosswalk-Part": "yes" };

  const problem = (nodes) => {
    const place = document.getElementById("problem");
    place.replaceChildren(...nodes);
  };

  const words = (text) => {
    const paragraph = document.createElement("p");
    paragraph.className = "problem";
    paragraph.textContent = text;
    return [paragraph];
  };

  // What was typed outlives a page that must be loaded again, because a session ended or the server was
  // started anew.
  const TYPED = "crosswalk-typed";
  const typedIn = (desk) => desk?.querySelector("textarea");
  const keepTyped = () => {
    const desk = document.getElementById("desk");
    if (!typedIn(desk)?.value) return [];
    try { sessionStorage.setItem(TYPED, JSON.stringify([desk.dataset.address, typedIn(desk).value])); } catch { return []; }
    return words("What you typed is kept, also if you load this page again.");
  };
  const forgetTyped = () => { try { sessionStorage.removeItem(TYPED); } catch { /* Then nothing was kept. */ } };
  const bringTypedBack = (desk) => {
    try {
      const [address, typed] = JSON.parse(sessionStorage.getItem(TYPED)) ?? [];
      if (address === desk.dataset.address && typedIn(desk)) typedIn(desk).value = typed;
    } catch { /* Then nothing was kept. */ }
  };

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

  const put = (text, { remember }) => {
    const body = parsed(text);
    const next = body.querySelector("#desk");
    if (!next) return false;
    document.getElementById("desk").replaceWith(next);
    problem([]);
    document.getElementById("said").textContent = next.dataset.said;
    document.title = next.dataset.title;
    if (remember) history.pushState(null, "", next.dataset.address);
    // Readers of the screen begin with the new pair; everybody sees it from its top.
    next.querySelector("h1")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    return true;
  };

  const send = async (address, options, { remember = true } = {}) => {
    if (busy) return;
    busy = true;
    document.body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        ...options, headers: part, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await answer.text();
      // The page stays as it is, with what was typed: the same form can be sent again.
      if (!put(text, { remember })) problem([...parsed(text).childNodes, ...keepTyped()]);
      else if (options.method) forgetTyped();
    } catch {
      problem([...words(options.method
        ? "Not saved, as far as this page knows: the server cannot be reached. Press the key again; it is saved once, however often you send it."
        : "The server cannot be reached. Press the key again."), ...keepTyped()]);
    } finally {
      busy = false;
      document.body.removeAttribute("aria-busy");
    }
  };

  // An address such as /review stands for whichever pair is first: “back” and “load again” bring this one.
  const first = document.getElementById("desk");
  if (first) {
    history.replaceState(null, "", first.dataset.address);
    bringTypedBack(first);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-swap]")) return;
    event.preventDefault();
    send(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    send(link.href, {});
  });

  window.addEventListener("popstate", () => {
    if (document.getElementById("desk")) send(location.href, {}, { remember: false });
  });

  // Results as one types; the newest question wins.
  let asked = 0;
  document.addEventListener("input", async (event) => {
    const form = event.target.closest("form[data-find]");
    if (!form) return;
    const mine = ++asked;
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { headers: part, credentials: "same-origin" });
      const found = parsed(await answer.text()).querySelector("#found");
      if (found && mine === asked) document.getElementById("found").replaceWith(found);
    } catch { /* The button still works. */ }
  });
})();
