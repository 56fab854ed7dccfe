// What the page holds as data, made into objects that know each other.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph = {};

  const objects = (columns, rows) => rows.map((row, index) => {
    const object = { index };
    columns.forEach((name, place) => { object[name] = row[place]; });
    return object;
  });

  const span = (sources, source, first, last) => source === null ? "" : `${sources[source]}:${first}-${last}`;

  const joinStatement = (statement, data) => {
    statement.framework = data.frameworks[statement.framework];
    statement.principles = statement.principles.map((number) => data.principles[number]);
    statement.rung = statement.rung === null ? "" : data.levels[statement.rung];
    statement.span = span(data.sources, statement.source, statement.first, statement.last);
    statement.links = [];
    statement.searched = graph.plain(
      [statement.id, statement.framework.name, statement.path, statement.title, statement.text].join(" "));
  };

  const joinLink = (link, data) => {
    link.subject = data.statements[link.subject];
    link.object = data.statements[link.object];
    link.kind = data.kinds.find((kind) => kind.id === link.kind);
    link.relation = data.relations.find((relation) => relation.id === link.relation);
    link.key = `${link.subject.id}--${link.object.id}--${link.kind.id}`;
    link.evidence = link.evidence.map(([words, ...where]) => ({ words, span: span(data.sources, ...where) }));
    link.subject.links.push(link);
    if (link.object !== link.subject) link.object.links.push(link);
    // Links of two kinds between the same two statements lie side by side.
    const pair = [link.subject.index, link.object.index].sort((a, b) => a - b).join(" ");
    link.place = data.between.get(pair) ?? 0;
    data.between.set(pair, link.place + 1);
  };

  // Letters as they are searched for: without case and without accents.
  graph.plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  graph.readData = (text) => {
    const held = JSON.parse(text);
    const data = {
      frameworks: objects(["id", "name", "colour", "page"], held.frameworks),
      kinds: objects(["id", "meaning"], held.kinds),
      relations: objects(["id", "words", "back"], held.relations),
      principles: objects(["id", "label", "page"], held.principles),
      levels: held.levels,
      sources: held.sources,
      statements: objects(held.columns.statements, held.statements),
      links: objects(held.columns.links, held.links),
      between: new Map(),
    };
    for (const statement of data.statements) joinStatement(statement, data);
    for (const link of data.links) joinLink(link, data);
    data.statementOf = new Map(data.statements.map((statement) => [statement.id, statement]));
    data.linkOf = new Map(data.links.map((link) => [link.key, link]));
    data.frameworkOf = new Map(data.frameworks.map((framework) => [framework.id, framework]));
    return data;
  };
})();
