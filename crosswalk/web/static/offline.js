// The file for working offline: the same pairs, buttons and keys as the page of the server. Decisions are rows
// as the ledger keeps them; they stay in this browser until they are saved as a file and handed back.
"use strict";

(() => {
  const file = JSON.parse(document.getElementById("file").textContent);
  const place = document.getElementById("desk");
  const said = document.getElementById("said");
  const STORE = `crosswalk-review-${file.id}`;
  const templates = [...document.querySelectorAll("template.asked")];

  let rows = [];      // every row, in order; nothing is ever taken out
  let handed = 0;     // how many of them were saved to a file
  let at = 0;         // which pair is shown

  const keep = () => {
    try { localStorage.setItem(STORE, JSON.stringify({ rows, handed })); } catch { return false; }
    return true;
  };

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // The ledger's form: UTC with microseconds, and every row later than the one before it.
  let last = "";
  const stamp = () => {
    let now = `${new Date().toISOString().slice(0, -1)}000Z`;
    if (now <= last) {
      const micros = String(Number(last.slice(20, 26)) + 1).padStart(6, "0");
      now = `${last.slice(0, 20)}${micros}Z`;
    }
    last = now;
    return now;
  };

  const ofPair = (number) => rows.filter((row) => row.subject_id === file.pairs[number].subject_id && row.object_id === file.pairs[number].object_id);

  // As the ledger reads it: the latest row that was not taken back.
  const standing = (number) => {
    const back = new Set();
    for (const row of ofPair(number).reverse()) {
      if (back.has(row.id)) continue;
      if (row.verdict !== "undone") return row;
      back.add(row.supersedes);
    }
    return null;
  };

  const inWords = (row) => {
    if (row.verdict === "accept") return `A ${file.relations[row.predicate_id]} B`;
    if (row.verdict === "reject") return `A and B do not correspond: ${file.reasons[row.reason]}`;
    return "unsure";
  };

  const add = (number, fields) => {
    const pair = file.pairs[number];
    const before = standing(number);
    rows.push({
      id: uuid(), decided_at: stamp(), reviewer: file.reviewer, subject_id: pair.subject_id, object_id: pair.object_id,
      predicate_id: null, reason: null, comment: "", subject_wording: pair.subject_wording,
      object_wording: pair.object_wording, supersedes: before ? before.id : null, shown: pair.shown, ...fields,
    });
    return keep();
  };

  const count = () => {
    const done = templates.filter((_, number) => standing(number)).length;
    const unsaved = rows.length - handed;
    document.getElementById("count").textContent =
      `${done} of ${templates.length} decided. ${unsaved ? `${unsaved} decision${unsaved === 1 ? "" : "s"} not yet in a saved file.` : rows.length ? "All of them are in a saved file." : ""}`;
  };

  const show = (number, words = "") => {
    at = number;
    const content = templates[number].content.cloneNode(true);
    const own = standing(number);
    const note = content.querySelector(".own");
    if (own) note.textContent = `You said: ${inWords(own)}.${own.comment ? ` “${own.comment}”` : ""}`;
    place.replaceChildren(content);
    said.textContent = words;
    place.querySelector("h1").focus({ preventScroll: true });
    window.scrollTo(0, 0);
    count();
  };

  const next = (from) => {
    for (let step = 1; step <= templates.length; step += 1) {
      const number = (from + step) % templates.length;
      if (!standing(number)) return number;
    }
    return -1;
  };

  const goOn = (words) => {
    const number = next(at);
    if (number >= 0) show(number, words);
    else show(at, `${words} All pairs are decided: save the file and hand it back.`);
  };

  const decide = (say, comment) => {
    const fields = { comment: comment.replace(/\r\n/g, "\n").trim() };
    if (say === "unsure") fields.verdict = "unsure";
    else if (say.startsWith("reject:")) Object.assign(fields, { verdict: "reject", reason: say.slice(7) });
    else Object.assign(fields, { verdict: "accept", predicate_id: file.choices[say] });
    const kept = add(at, fields);
    goOn(kept ? `Kept in this browser: ${inWords(rows.at(-1))}.` : "Kept on this page only: save the file before you close it.");
  };

  const undo = () => {
    const latest = templates.map((_, number) => standing(number)).filter(Boolean)
      .sort((one, other) => (one.decided_at < other.decided_at ? 1 : -1))[0];
    if (!latest) { said.textContent = "There is nothing to take back."; return; }
    const number = file.pairs.findIndex((pair) => pair.subject_id === latest.subject_id && pair.object_id === latest.object_id);
    add(number, { verdict: "undone" });
    show(number, `Taken back: what you said of ${latest.subject_id} and ${latest.object_id}.`);
  };

  const save = () => {
    const content = { crosswalk: "review", version: file.version, reviewer: file.reviewer, decisions: rows };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
    link.download = file.saves_as;
    link.click();
    URL.revokeObjectURL(link.href);
    handed = rows.length;
    keep();
    count();
    said.textContent = `${rows.length} decisions are in the file ${file.saves_as}, where your browser keeps downloads. Hand it back; you can go on and save again.`;
  };

  // A file saved earlier, perhaps in another browser: rows are brought together by their ids.
  const bringBack = async (input) => {
    try {
      const content = JSON.parse(await input.files[0].text());
      if (content.crosswalk !== "review" || content.reviewer !== file.reviewer || !Array.isArray(content.decisions))
        throw new Error("it is not a file that this page saved for the same reviewer");
      const known = new Map([...rows, ...content.decisions].map((row) => [row.id, row]));
      rows = [...known.values()].sort((one, other) => (one.decided_at < other.decided_at ? -1 : 1));
      last = rows.at(-1)?.decided_at ?? "";
      keep();
      show(Math.max(next(-1), 0), `${content.decisions.length} decisions were read from the file.`);
    } catch (problem) {
      said.textContent = `That file cannot be read: ${problem.message}. Nothing was changed.`;
    }
  };

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.matches(".decide")) decide(event.submitter.value, form.elements.comment.value);
    if (form.matches(".undo")) undo();
  });
  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step === "next") goOn("");
    if (step === "previous" && at > 0) show(at - 1);
    if (step === "save") save();
  });
  document.getElementById("earlier").addEventListener("change", (event) => bringBack(event.target));
  window.addEventListener("beforeunload", (event) => { if (rows.length > handed) event.preventDefault(); });

  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "null");
    if (kept) { rows = kept.rows; handed = kept.handed; last = rows.at(-1)?.decided_at ?? ""; }
  } catch { /* Then this page begins anew. */ }
  show(Math.max(next(-1), 0), rows.length ? `${rows.length} decisions were kept in this browser.` : "");
})();
