// Which statements and links pass what is chosen.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  const search = (data, typed) => {
    const words = graph.plain(typed).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return data.statements.filter((statement) => words.every((word) => statement.searched.includes(word)));
  };

  // A level narrows the statements of its own framework and no other's.
  const levelTests = (state) => {
    const narrowed = new Set([...state.level].map((level) => level.slice(0, level.indexOf(":"))));
    return {
      on: (statement) => state.level.has(statement.rung),
      off: (statement) => narrowed.has(statement.framework.id) && !state.level.has(statement.rung),
    };
  };

  // What every statement on the map must be; links of one framework lead to all others.
  const statementTests = (state) => {
    const tests = [], levels = levelTests(state);
    if (state.frameworks.size > 1) tests.push((s) => state.frameworks.has(s.framework.id));
    if (state.item.size) tests.push((s) => state.item.has(s.item));
    if (state.band.size) tests.push((s) => state.band.has(String(s.band)));
    if (state.principle.size) tests.push((s) => s.principles.some((one) => state.principle.has(one.id)));
    if (state.level.size) tests.push((s) => !levels.off(s));
    return tests;
  };

  const figureTests = (state) => {
    const tests = [];
    if (state.least !== null) tests.push((x) => x.probability === null ? !state.known : x.probability >= state.least);
    if (state.similar !== null) tests.push((x) => x.similarity === null ? !state.known : x.similarity >= state.similar);
    if (state.known && state.least === null && state.similar === null) tests.push((x) => x.probability !== null);
    return tests;
  };

  const endTests = (state, found) => {
    const tests = [], ends = (test) => (x) => test(x.subject) || test(x.object);
    if (state.frameworks.size === 1) tests.push(ends((s) => state.frameworks.has(s.framework.id)));
    if (state.level.size) tests.push(ends(levelTests(state).on));
    if (state.principle.size) {
      tests.push((x) => x.subject.principles.some((one) => state.principle.has(one.id) && x.object.principles.includes(one)));
    }
    if (state.of) tests.push(ends((s) => s.id === state.of));
    if (state.found) tests.push(ends((s) => found.has(s)));
    return tests;
  };

  const OPPOSITE = "crosswalk:opposite";
  const related = (state) => (x) =>
    state.relation.has(x.relation.id) || (state.relation.has("match") && x.relation.id !== OPPOSITE);

  const linkTests = (state, found) => {
    const both = statementTests(state).map((test) => (x) => test(x.subject) && test(x.object));
    const own = [];
    if (state.kind.size) own.push((x) => state.kind.has(x.kind.id));
    if (state.relation.size) own.push(related(state));
    if (state.status.size) own.push((x) => state.status.has(x.status));
    return [...own, ...figureTests(state), ...endTests(state, found), ...both];
  };

  const chosen = (data, state, placed, near, found) => {
    if (state.of) return placed.filter((s) => s.id === state.of || near[s.index]);
    const tests = [];
    if (state.frameworks.size === 1) tests.push((s) => state.frameworks.has(s.framework.id));
    if (state.level.size) tests.push((s) => levelTests(state).on(s));
    if (state.found) tests.push((s) => found.has(s));
    return placed.filter((s) => tests.every((test) => test(s)));
  };

  // What passes: `placed` are the statements on the map, `statements` those that were chosen, `near` how many of
  // the `links` each statement has (by its index), `linked` how many have one, `found` those searched for.
  graph.passing = (data, state) => {
    const hits = search(data, state.q), found = new Set(hits);
    const all = linkTests(state, found), of = statementTests(state);
    const links = data.links.filter((link) => all.every((test) => test(link)));
    const placed = data.statements.filter((statement) => of.every((test) => test(statement)));
    const near = new Uint16Array(data.statements.length);
    for (const { subject, object } of links) {
      near[subject.index] += 1;
      if (object !== subject) near[object.index] += 1;
    }
    const linked = near.reduce((sum, count) => sum + (count > 0), 0);
    return { links, shown: new Set(links), placed, near, linked, found: hits, statements: chosen(data, state, placed, near, found) };
  };
})();
