// How statements and links are written, and the elements that they are written into.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // An element with attributes and children; text is always text and never markup.
  graph.make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };
  const { make } = graph;

  graph.label = (statement) => statement.title || statement.text;

  graph.shortened = (text, most) => text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

  // The words as a reader meets them: a heading, then the text below it.
  graph.wording = (statement) => {
    const { title, text } = statement;
    if (!title || !text) return title ? make("b", {}, title) : make("span", {}, text);
    return make("span", {}, make("b", {}, title.replace(/[.:]+$/, "")), `. ${text}`);
  };

  // The id of a statement, which leads to its words and all its links on the page of its framework.
  graph.idOf = (statement) => {
    const { page } = statement.framework;
    if (!page) return make("span", { class: "id" }, statement.id);
    const place = statement.item === "framework" ? page : `${page}#${statement.id}`;
    return make("a", { class: "id", href: place }, statement.id);
  };

  const SHAPES = "http://www.w3.org/2000/svg";
  graph.dot = (framework) => {
    const svg = document.createElementNS(SHAPES, "svg"), circle = document.createElementNS(SHAPES, "circle");
    for (const [name, value] of [["class", "dot"], ["viewBox", "0 0 16 16"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    for (const [name, value] of [["cx", 8], ["cy", 8], ["r", 6], ["fill", framework.colour]]) circle.setAttribute(name, value);
    svg.append(circle);
    return svg;
  };

  // What people make of a link.
  graph.people = (link) => link.status === "open" ? "not judged yet" : link.status.replaceAll("-", " ");

  graph.chance = (link) => link.chance || "not known";

  graph.similarity = (link) => link.similarity === null ? "–" : link.similarity.toFixed(3);

  graph.title = (link) => `${link.subject.id} ${link.relation.words} ${link.object.id}`;

  // What is quoted for a link, each piece with its lines.
  graph.evidence = (link) => link.evidence.map(({ words, span }) =>
    make("li", {}, words ? `“${words}” ` : "", make("span", { class: "id" }, span)));

  // The chains that an inferred link follows from.
  graph.chains = (link, data) => link.paths.map((path) => make("li", {}, ...path.flatMap((id, place) => {
    const statement = data.statementOf.get(id);
    return [place ? " → " : "", statement ? graph.idOf(statement) : make("span", { class: "id" }, id)];
  })));

  graph.counted = (count, one, more) => `${count} ${count === 1 ? one : more}`;
})();
