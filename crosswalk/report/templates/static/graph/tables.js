// The same links, and statements, as tables: sorted by any column, a hundred rows at a time.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;
  const { make } = graph;

  const ROWS = 100;

  const end = (statement) => [
    make("span", { class: "of" }, graph.dot(statement.framework), " ", statement.framework.name), make("br"),
    graph.wording(statement), " ", graph.idOf(statement),
  ];

  const evidence = (link, app) => [
    link.paths.length ? make("ul", { class: "inside-cell" }, graph.chains(link, app.data)) : null,
    make("ul", { class: "inside-cell" }, graph.evidence(link)),
    link.explained ? make("a", { href: `suggestions.html#${link.explained}` }, "Why", make("span", { class: "hidden" }, ` ${graph.title(link)}`)) : null,
    " ", make("button", { type: "button", onclick: () => app.choose({ type: "link", item: link }, { focus: true }) },
      "Details", make("span", { class: "hidden" }, ` of ${graph.title(link)}`)),
  ];

  const LINKS = [
    { key: "subject", words: "Statement", by: (x) => x.subject.index, cell: (x) => end(x.subject), heads: true, kind: "words" },
    { key: "kind", words: "Kind", by: (x) => x.kind.index, cell: (x) => x.kind.id },
    { key: "relation", words: "Relation", by: (x) => x.relation.index, cell: (x) => x.relation.words },
    { key: "object", words: "Other statement", by: (x) => x.object.index, cell: (x) => end(x.object), kind: "words" },
    { key: "status", words: "People", by: (x) => graph.people(x), cell: (x) => graph.people(x) },
    { key: "probability", words: "Probability of a match", by: (x) => x.probability, cell: (x) => x.chance || "–", kind: "number" },
    { key: "similarity", words: "Similarity (raw score)", by: (x) => x.similarity, cell: graph.similarity, kind: "number" },
    { key: "evidence", words: "Evidence", cell: evidence, kind: "evidence" },
  ];

  const near = (statement, app) => {
    const count = app.passing.near[statement.index];
    return count ? make("a", { href: app.address({ of: statement.id, at: statement.id, view: "table" }) }, String(count),
      make("span", { class: "hidden" }, ` links of ${statement.id}`)) : "0";
  };

  const STATEMENTS = [
    { key: "statement", words: "Statement", by: (s) => s.index, cell: end, heads: true, kind: "words" },
    { key: "path", words: "Stands under", by: (s) => s.path, cell: (s) => s.path || "–" },
    { key: "level", words: "Level", by: (s) => s.level, cell: (s) => s.level || "–" },
    { key: "principles", words: "Principles", by: (s) => s.principles[0]?.index ?? null, cell: (s) => s.principles.flatMap((one, place) =>
      [place ? "; " : "", make("a", { href: one.page }, one.label)]) },
    { key: "links", words: "Links shown", by: (s, app) => app.passing.near[s.index], cell: near, kind: "number" },
  ];

  // What is not known comes last, from whichever end one sorts.
  const sorted = (rows, sort, columns, app) => {
    const turn = sort.startsWith("-") ? -1 : 1, column = columns.find(({ key, by }) => by && key === sort.replace(/^-/, ""));
    if (!column) return rows;
    const keyed = rows.map((row) => [column.by(row, app), row]), unknown = (key) => key === null || key === undefined;
    return keyed.sort(([a], [b]) => unknown(a) || unknown(b) ? unknown(a) - unknown(b) : turn * (a < b ? -1 : Number(a > b))).map(([, row]) => row);
  };

  class Table {
    // place: the element it goes into; noun: what a row is, once and more often; onSort: told by what to sort.
    constructor(place, { columns, noun, app, onSort }) {
      Object.assign(this, { columns, noun, app, page: 0, sort: "" });
      this.heads = columns.map((column) => this.head(column, onSort));
      this.caption = make("caption");
      this.body = make("tbody");
      const table = make("table", { class: "wide" }, this.caption, make("thead", {}, make("tr", {}, this.heads)), this.body);
      this.scroll = make("div", { class: "scroll", role: "region", "aria-label": `Table of ${noun[1]}`, tabindex: 0 }, table);
      this.pager = this.makePager();
      place.replaceChildren(this.scroll, this.pager);
    }

    head({ key, words, by, kind = null }, onSort) {
      const next = () => this.sort === key ? `-${key}` : this.sort === `-${key}` ? "" : key;
      const content = by ? make("button", { type: "button", class: "sort", onclick: () => onSort(next()) }, words) : words;
      return make("th", { scope: "col", class: kind }, content);
    }

    makePager() {
      const go = (name, change) => make("button", { type: "button", onclick: () => this.turn(change()) }, name);
      this.steps = [go("First", () => 0), go("Previous", () => this.page - 1), go("Next", () => this.page + 1), go("Last", () => this.pages - 1)];
      this.where = make("span", { role: "status" });
      return make("nav", { class: "pager", "aria-label": `Pages of ${this.noun[1]}` }, this.steps.slice(0, 2), this.where, this.steps.slice(2));
    }

    get pages() { return Math.max(Math.ceil(this.rows.length / ROWS), 1); }

    show(rows, sort) {
      this.sort = sort;
      this.rows = sorted(rows, sort, this.columns, this.app);
      this.columns.forEach(({ key }, place) => {
        const direction = { [key]: "ascending", [`-${key}`]: "descending" }[sort];
        if (direction) this.heads[place].setAttribute("aria-sort", direction);
        else this.heads[place].removeAttribute("aria-sort");
      });
      this.turn(0);
    }

    turn(page) {
      this.page = Math.min(Math.max(page, 0), this.pages - 1);
      const from = this.page * ROWS, rows = this.rows.slice(from, from + ROWS);
      this.body.replaceChildren(...rows.map((row) => this.row(row)));
      const count = graph.counted(this.rows.length, ...this.noun);
      this.where.textContent = this.rows.length > ROWS ? `${from + 1} to ${from + rows.length} of ${count}` : count;
      this.caption.textContent = this.where.textContent;
      this.steps.forEach((step, place) => {
        // A button that has the focus keeps it, so it is not switched off but only does nothing.
        step.setAttribute("aria-disabled", String(place < 2 ? this.page === 0 : this.page === this.pages - 1));
      });
      this.pager.hidden = this.pages === 1;
    }

    row(item) {
      return make("tr", {}, this.columns.map(({ cell, heads, kind = null }) =>
        make(heads ? "th" : "td", { scope: heads ? "row" : null, class: kind }, ...[cell(item, this.app)].flat())));
    }
  }

  graph.tableOfLinks = (place, app) => new Table(place, {
    columns: LINKS, noun: ["link", "links"], app, onSort: (sort) => app.change({ sort }),
  });

  graph.tableOfStatements = (place, app) => {
    const table = new Table(place, {
      columns: STATEMENTS, noun: ["statement", "statements"], app, onSort: (sort) => table.show(app.passing.statements, sort),
    });
    return table;
  };
})();
