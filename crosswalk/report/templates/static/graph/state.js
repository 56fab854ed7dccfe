// What is chosen, and how the fragment of the address says it. `crosswalk/report/pages/graph.py` lists the words.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // Several values, joined by commas. A level's label may have commas itself: each has a key of its own.
  const LISTED = ["kind", "relation", "status", "frameworks", "item", "principle", "band"];
  const REPEATED = ["level"];
  const FIGURES = ["least", "similar"];
  const SWITCHES = ["known", "found"];
  const TEXTS = ["of", "q", "at", "sort"];
  const ONE_OF = { view: ["map", "table"], layout: ["frameworks", "principles"] };
  const ORDER = ["view", "layout", ...LISTED, ...REPEATED, "of", ...FIGURES, ...SWITCHES, "q", "at", "sort"];

  // What narrows the links, as opposed to what only shows them in another way.
  graph.NARROWING = [...LISTED, ...REPEATED, "of", ...FIGURES, ...SWITCHES, "q"];

  graph.blank = () => {
    const state = {};
    for (const key of [...LISTED, ...REPEATED]) state[key] = new Set();
    for (const key of FIGURES) state[key] = null;
    for (const key of SWITCHES) state[key] = false;
    for (const key of TEXTS) state[key] = "";
    for (const [key, [first]] of Object.entries(ONE_OF)) state[key] = first;
    return state;
  };

  const put = (state, key, value) => {
    if (LISTED.includes(key)) value.split(",").filter(Boolean).forEach((one) => state[key].add(one));
    else if (REPEATED.includes(key)) state[key].add(value);
    else if (FIGURES.includes(key) && value.trim() && Number.isFinite(Number(value))) state[key] = Number(value);
    else if (SWITCHES.includes(key)) state[key] = value === "yes";
    else if (TEXTS.includes(key)) state[key] = value;
    else if (ONE_OF[key]?.includes(value)) state[key] = value;
    else state.unread.push(`${key}=${value}`);
  };

  // null where the fragment names a place on the page, such as #how, and no state.
  graph.readFragment = (fragment) => {
    const words = fragment.replace(/^#/, "");
    if (words && !words.includes("=")) return null;
    const state = graph.blank();
    state.unread = [];
    for (const [key, value] of new URLSearchParams(words)) put(state, key, value);
    return state;
  };

  const escaped = (value) =>
    encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%20", "+");

  const written = (state, key) => {
    const value = state[key];
    if (LISTED.includes(key)) return value.size ? [[...value].map(escaped).join(",")] : [];
    if (REPEATED.includes(key)) return [...value].map(escaped);
    if (FIGURES.includes(key)) return value === null ? [] : [String(value)];
    if (SWITCHES.includes(key)) return value ? ["yes"] : [];
    if (key in ONE_OF) return value === ONE_OF[key][0] ? [] : [value];
    return value ? [escaped(value)] : [];
  };

  graph.writeFragment = (state) =>
    ORDER.flatMap((key) => written(state, key).map((value) => `${key}=${value}`)).join("&");

  // A state with something else chosen; the given one stays as it is.
  graph.changed = (state, change) => {
    const copy = { ...state, unread: [], ...change };
    for (const key of [...LISTED, ...REPEATED]) copy[key] = new Set(copy[key]);
    return copy;
  };

  const known = (data) => ({
    kind: data.kinds.map((kind) => kind.id),
    relation: ["match", ...data.relations.map((relation) => relation.id)],
    status: ["open", "accepted", "rejected", "disputed", "unsure", "needs-another-look"],
    frameworks: data.frameworks.map((framework) => framework.id),
    item: ["element", "indicator", "group", "level", "framework"],
    principle: data.principles.map((principle) => principle.id),
    level: data.levels,
    band: [...new Set(data.statements.map((statement) => String(statement.band ?? "")))],
  });

  // What the address asks for and the report does not have.
  graph.strange = (state, data) => {
    const found = [...(state.unread ?? [])];
    for (const [key, values] of Object.entries(known(data))) {
      for (const value of state[key]) if (!values.includes(value)) found.push(`${key}=${value}`);
    }
    if (state.of && !data.statementOf.has(state.of)) found.push(`of=${state.of}`);
    if (state.at && !data.statementOf.has(state.at) && !data.linkOf.has(state.at)) found.push(`at=${state.at}`);
    return found;
  };
})();
