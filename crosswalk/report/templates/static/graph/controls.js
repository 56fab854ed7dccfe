// What is chosen in the form, what is said of it, and the list of what was found.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;
  const { make } = graph;

  const TICKED = ["kind", "relation", "status", "frameworks", "item", "level", "band"];
  // Those found that are listed at first sight.
  const LISTED = 25;

  const NAMES = {
    kind: "Kind", relation: "Relation", status: "People", frameworks: "Framework", item: "Only", principle: "Principle",
    level: "Level", band: "Band", of: "Links of", least: "Probability from", similar: "Similarity from",
    known: "Only with a probability", found: "Only links of what was found", q: "Search",
  };

  const ticks = (form, name) => [...form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];

  // What the form says, on top of what it does not show.
  graph.readForm = (form, state) => {
    const change = {};
    for (const name of TICKED) change[name] = new Set(ticks(form, name).filter((box) => box.checked).map((box) => box.value));
    // What only an address can name stays chosen until it is taken away.
    for (const name of TICKED) for (const value of state[name]) {
      if (!ticks(form, name).some((box) => box.value === value)) change[name].add(value);
    }
    const principle = form.elements.principle?.value;
    if (principle !== undefined && principle !== "several") change.principle = new Set(principle ? [principle] : []);
    for (const name of ["view", "layout"]) change[name] = form.elements[name]?.value || state[name];
    for (const name of ["known", "found"]) change[name] = form.elements[name].checked;
    change.q = form.elements.q.value;
    change.least = figure(form.elements.least.value, 100);
    change.similar = figure(form.elements.similar.value, 1);
    return graph.changed(state, change);
  };

  const figure = (typed, whole) => typed === "" || Number(typed) === 0 ? null : Number((Number(typed) / whole).toFixed(6));

  graph.fillForm = (form, state) => {
    for (const name of TICKED) for (const box of ticks(form, name)) {
      box.checked = state[name].has(box.value);
      if (box.checked) { box.closest("label").hidden = false; openAround(box); }
    }
    fillPrinciple(form.elements.principle, [...state.principle]);
    for (const name of ["view", "layout"]) if (form.elements[name]) form.elements[name].value = state[name];
    for (const name of ["known", "found"]) form.elements[name].checked = state[name];
    if (form.elements.q.value !== state.q) form.elements.q.value = state.q;
    fillFigure(form, "least", state.least === null ? "" : Number((state.least * 100).toFixed(4)));
    fillFigure(form, "similar", state.similar ?? "");
  };

  const openAround = (box) => { const around = box.closest("details details"); if (around) around.open = true; };

  const fillPrinciple = (select, chosen) => {
    if (!select) return;
    select.value = chosen.length > 1 ? "several" : chosen[0] ?? "";
    select.querySelector("[value=several]").hidden = chosen.length < 2;
  };

  const fillFigure = (form, name, value) => {
    if (document.activeElement !== form.elements[name]) form.elements[name].value = value;
    form.querySelector(`[data-slides=${name}]`).value = value === "" ? 0 : value;
  };

  // A slider and the number beside it move together; the number is what counts.
  graph.joinSliders = (form) => {
    for (const slider of form.querySelectorAll("[data-slides]")) {
      const number = form.elements[slider.dataset.slides];
      slider.addEventListener("input", () => { number.value = Number(slider.value) || ""; });
      number.addEventListener("input", () => { slider.value = number.value || 0; });
    }
  };

  const wordsFor = (key, value, app) => {
    const { data } = app, box = ticks(app.form, key).find((one) => one.value === value);
    if (key === "principle") return data.principles.find((one) => one.id === value)?.label ?? value;
    if (key === "least") return `${Number((value * 100).toFixed(4))}%`;
    if (key === "level") return value.replace(/^[^:]*/, (id) => data.frameworkOf.get(id)?.name ?? id);
    return box?.dataset.words ?? String(value);
  };

  const chips = (app) => graph.NARROWING.flatMap((key) => {
    const value = app.state[key];
    if (value instanceof Set) {
      return [...value].map((one) => ({ words: `${NAMES[key]}: ${wordsFor(key, one, app)}`, without: { [key]: new Set([...value].filter((x) => x !== one)) } }));
    }
    if (!value && value !== 0) return [];
    if (value === true) return [{ words: NAMES[key], without: { [key]: false } }];
    return [{ words: `${NAMES[key]}: ${wordsFor(key, value, app)}`, without: { [key]: typeof value === "number" ? null : "" } }];
  });

  // What narrows the links, each with a button that takes it away.
  graph.showChosen = (list, app) => {
    const made = chips(app).map(({ words, without }, place) => make("li", {}, make("button", {
      type: "button", class: "chip",
      onclick: () => {
        app.change(without, { fill: true });
        (list.querySelectorAll("button")[place] ?? list.querySelector("button") ?? app.form.elements.q).focus();
      },
    }, make("span", { class: "hidden" }, "Take away "), words, make("span", { "aria-hidden": true }, " ×"))));
    if (made.length) made.push(make("li", {}, make("button", { type: "button", class: "chip all", onclick: app.reset }, "Reset all")));
    list.replaceChildren(...made);
  };

  const hit = (statement, app) => make("li", {}, make("button", {
    type: "button", class: "row", "data-id": statement.id,
    onclick: () => app.choose({ type: "statement", item: statement }, { focus: true }),
  }, graph.dot(statement.framework), " ", graph.shortened(graph.label(statement), 110), " ", make("span", { class: "id" }, statement.id)));

  // What was searched for and found; all of it once somebody asks.
  graph.showFound = (place, app, all = false) => {
    const { found } = app.passing, listed = all ? found : found.slice(0, LISTED);
    place.hidden = !app.state.q.trim();
    if (place.hidden) return;
    const more = found.length - listed.length;
    place.replaceChildren(
      make("p", { role: "status" }, found.length ? `${graph.counted(found.length, "statement", "statements")} found` : "Nothing was found: try fewer words."),
      make("ul", { class: "rows" }, listed.map((statement) => hit(statement, app))),
      more ? make("button", { type: "button", onclick: () => { graph.showFound(place, app, true); place.querySelectorAll("li button")[LISTED].focus(); } }, `List ${more} more`) : "",
    );
  };

  graph.countWords = ({ passing, data }) =>
    `${passing.links.length} of ${graph.counted(data.links.length, "link", "links")}, between ${passing.linked} of ${graph.counted(data.statements.length, "statement", "statements")}`;
})();
