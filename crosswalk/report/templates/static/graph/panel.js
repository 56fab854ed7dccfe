// What is known of the statement or the link that was chosen.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;
  const { make } = graph;

  const term = (name, ...about) => [make("dt", {}, name), ...about.map((one) => make("dd", {}, ...[one].flat()))];

  const of = (statement) => make("p", { class: "of" }, graph.dot(statement.framework), " ",
    make("strong", {}, statement.framework.name), statement.path ? ` › ${statement.path}` : "");

  const source = (statement) => make("p", {}, graph.idOf(statement),
    statement.span ? make("span", { class: "id" }, ` · ${statement.span}`) : null);

  const traits = (statement) => {
    const found = [statement.type === statement.item ? statement.item : `${statement.item} (${statement.type})`];
    if (statement.level) found.push(`level: ${statement.level}`);
    return make("p", { class: "soft" }, found.join(" · "),
      statement.warns ? [" ", make("span", { class: "tag" }, "Warns against this")] : null);
  };

  const principles = ({ principles: own }) => own.length ? make("p", {}, "Supports: ",
    ...own.flatMap((one, place) => [place ? "; " : "", make("a", { href: one.page }, one.label)])) : null;

  const alone = (statement, app) => statement.alone.length ? make("p", {},
    `People say that nothing corresponds to it in: ${statement.alone.map((id) => app.data.frameworkOf.get(id)?.name ?? id).join(", ")}.`) : null;

  const figures = (link) => [
    link.kind.id === "suggested" || link.probability !== null ? `probability ${graph.chance(link)}` : "",
    link.similarity === null ? "" : `similarity ${graph.similarity(link)}`,
    `people: ${graph.people(link)}`,
  ].filter(Boolean).join(" · ");

  // A link as seen from one of its ends.
  const seenFrom = (statement, link, app) => {
    const fromHere = link.subject === statement, other = fromHere ? link.object : link.subject;
    const words = make("span", { class: "relation" }, fromHere ? link.relation.words : link.relation.back);
    const open = () => app.choose({ type: "link", item: link }, { focus: true });
    const left = app.passing.shown.has(link) ? null : make("span", { class: "tag" }, "left out by the filters");
    return make("li", {},
      make("button", { type: "button", class: "row", onclick: open }, words, " ", graph.dot(other.framework), " ",
        make("span", {}, graph.shortened(graph.label(other), 160)), " ", make("span", { class: "id" }, other.id)),
      make("span", { class: "soft" }, figures(link)), left ? [" ", left] : null);
  };

  const links = (statement, app) => app.data.kinds.flatMap((kind) => {
    const own = statement.links.filter((link) => link.kind === kind);
    if (!own.length) return [];
    return [make("h4", {}, `${kind.id} (${own.length})`), make("ul", { class: "rows" }, own.map((link) => seenFrom(statement, link, app)))];
  });

  const onlyThese = (statement, app) => {
    const its = { of: statement.id, at: statement.id };
    return make("p", { class: "screen" }, make("a", { href: app.address({ ...its, view: "map" }) }, "Only these on the map"), " · ",
      make("a", { href: app.address({ ...its, view: "table" }) }, "as a table"));
  };

  const ofStatement = (statement, app) => {
    const all = statement.links.length, near = app.passing.near[statement.index];
    return [
      of(statement), make("p", { class: "wording" }, graph.wording(statement)), source(statement), traits(statement),
      principles(statement), alone(statement, app),
      make("h3", {}, all === near ? graph.counted(all, "link", "links") : `${graph.counted(all, "link", "links")}, ${near} of them pass the filters`),
      all ? onlyThese(statement, app) : make("p", {}, "No link leads here. That does not mean that nothing corresponds to it: ask who has looked."),
      ...links(statement, app),
    ];
  };

  const end = (statement, app) => make("div", { class: "end" }, of(statement),
    make("p", { class: "wording" }, graph.wording(statement)), source(statement), traits(statement),
    make("button", { type: "button", onclick: () => app.choose({ type: "statement", item: statement }, { focus: true }) },
      `All links of ${statement.id}`));

  const probability = (link) => {
    if (link.probability !== null) return [make("strong", {}, link.chance), ` (${link.probability})`];
    return ["suggested", "inferred"].includes(link.kind.id) ? "not known" : `none is needed: ${link.kind.meaning}`;
  };

  const beside = (link, app) => {
    const others = link.subject.links.filter((x) => x !== link && (x.subject === link.object || x.object === link.object));
    return others.length ? term("Other links between the two", make("ul", { class: "rows" }, others.map((x) => make("li", {},
      make("button", { type: "button", class: "row", onclick: () => app.choose({ type: "link", item: x }, { focus: true }) },
        `${x.kind.id}: ${graph.title(x)}`))))) : [];
  };

  const judging = (link, app) => {
    if (!app.review || ["cited", "mirrored"].includes(link.kind.id)) return null;
    const ends = new URLSearchParams({ queue: "pair", a: link.subject.id, b: link.object.id });
    return make("p", { class: "screen" }, make("a", { href: `${app.review}?${ends}` }, "Judge this pair"));
  };

  const ofLink = (link, app) => [
    make("p", { class: "wording" }, link.subject.id, " ", make("strong", {}, link.relation.words), " ", link.object.id),
    make("div", { class: "ends" }, end(link.subject, app), end(link.object, app)),
    judging(link, app),
    make("dl", {},
      ...term("Kind of link", `${link.kind.id}: ${link.kind.meaning}`),
      ...term("Relation", [link.relation.words, " ", make("span", { class: "id" }, link.relation.id)]),
      ...term("People", graph.people(link)),
      ...term("Probability of a match", probability(link)),
      ...(link.similarity === null ? [] : term("Similarity", `${graph.similarity(link)} (a raw score, not a probability)`)),
      ...(link.paths.length ? term("Follows from", make("ul", {}, graph.chains(link, app.data))) : []),
      ...(link.evidence.length ? term("Evidence", make("ul", {}, graph.evidence(link))) : []),
      ...(link.explained ? term("Why", make("a", { href: `suggestions.html#${link.explained}` }, "The reasons for and against it")) : []),
      ...(link.tool ? term("Made by", link.tool) : []),
      ...beside(link, app)),
  ];

  // Fill the panel with what was chosen; null brings back what it says at first.
  graph.showPanel = (panel, chosen, app) => {
    panel.querySelector(".close").hidden = !chosen;
    panel.querySelector(".nothing").hidden = Boolean(chosen);
    const heading = panel.querySelector("h2");
    heading.textContent = chosen ? { statement: "Statement", link: "Link" }[chosen.type] : "Nothing is chosen";
    const told = chosen ? (chosen.type === "link" ? ofLink : ofStatement)(chosen.item, app) : [];
    panel.querySelector(".told").replaceChildren(...told.filter(Boolean));
    panel.scrollTop = 0;
  };
})();
