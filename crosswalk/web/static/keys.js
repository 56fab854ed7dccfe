// Every key is a visible button, link or field with data-key; a key does what a click on it does. The same
// file serves the page of the server and the page that works from disk.
"use strict";

(() => {
  const STORE = "crosswalk-keys";
  // Single keys can be switched off (WCAG 2.1.4): who speaks to the computer would press them by accident.
  const on = () => {
    try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
  };
  const show = () => document.documentElement.classList.toggle("keys", on());

  const writing = (target) =>
    target.closest("textarea, select, input:not([type=checkbox]):not([type=hidden]), [contenteditable]");

  // Keys of answers behind a closed "Reject" count only once it is open.
  const visible = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;

  const press = (key) => {
    const found = [...document.querySelectorAll("[data-key]")]
      .find((element) => element.dataset.key.split(" ").includes(key) && visible(element));
    if (!found) return false;
    if (found.matches("textarea, input")) found.focus();
    else found.click();
    // After "Reject" the reasons are next.
    const details = found.closest("details");
    if (details && found.matches("summary") && details.open !== undefined && details.matches("[data-once]"))
      requestAnimationFrame(() => details.open && details.querySelector("button")?.focus());
    return true;
  };

  const beside = () => {
    const all = [...document.querySelectorAll("details[data-beside]")].filter(visible);
    const open = !all.every((details) => details.open);
    all.forEach((details) => { details.open = open; });
    return all.length > 0;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && writing(event.target)) { event.target.blur(); return; }
    if (!on() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (writing(event.target)) return;
    // A region that scrolls sideways keeps its arrows.
    if (event.key.startsWith("Arrow") && event.target.closest(".scroll")) return;
    const done = event.key === "b" ? beside() : press(event.key);
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.id !== "keys-switch") return;
    try { localStorage.setItem(STORE, on() ? "off" : "on"); } catch { /* Then only this page remembers. */ }
    show();
    label();
  });

  const label = () => {
    const button = document.getElementById("keys-switch");
    if (!button) return;
    button.hidden = false;
    button.textContent = on() ? "Switch the keys off" : "Switch the keys on";
    const state = document.getElementById("keys-state");
    if (state) state.textContent = `Every key stands on its button too. The keys are ${on() ? "on" : "off"} in this browser.`;
  };

  show();
  document.addEventListener("DOMContentLoaded", label);
})();
