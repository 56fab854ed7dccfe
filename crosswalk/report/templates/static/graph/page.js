// The page as a whole: what is chosen leads to what passes, and that to the map, the tables and the address.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;
  const at = (id) => document.getElementById(id);

  // Milliseconds: browsers let a page change its address only so often.
  const LATER = 150;

  class Page {
    constructor() {
      this.data = graph.readData(at("graph-data").textContent);
      this.form = at("filters");
      // Where pairs are judged; empty for a page on a disk.
      this.review = at("graph").dataset.review ?? "";
      this.state = graph.blank();
      this.chosen = null;
      this.reset = this.reset.bind(this);
    }

    start() {
      at("graph").hidden = false;
      // Where there is room for them.
      at("more").open = matchMedia("(min-width: 80rem)").matches;
      at("signs").open = matchMedia("(min-width: 60rem)").matches;
      this.map = new graph.GraphMap(this.data, at("stage"));
      this.links = graph.tableOfLinks(at("links"), this);
      this.statements = graph.tableOfStatements(at("statements"), this);
      this.listen();
      this.readAddress();
    }

    listen() {
      graph.joinSliders(this.form);
      graph.letMove(this.map, document.querySelectorAll("[data-move]"), (found) => this.choose(found));
      // Some of the form's fields stand beside the map, outside the form.
      at("graph").addEventListener("input", () => this.apply(graph.readForm(this.form, this.state), { fill: false }));
      at("graph").addEventListener("change", () => graph.fillForm(this.form, this.state));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      at("panel").querySelector(".close").addEventListener("click", () => this.close());
      addEventListener("hashchange", () => this.readAddress());
      // Who follows a link comes back to what was chosen, not to what was chosen a moment before.
      document.addEventListener("click", (event) => { if (event.target.closest("a")) this.writeNow(); }, true);
      addEventListener("pagehide", () => this.writeNow());
      addEventListener("beforeprint", () => { if (this.state.view === "map" && !this.map.empty) this.map.print(at("printed")); });
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.showMap());
      new ResizeObserver(() => this.showMap()).observe(at("stage"));
    }

    readAddress() {
      const state = graph.readFragment(location.hash);
      if (!state) { if (!this.passing) this.apply(this.state, { fill: true, write: false }); return; }
      const followed = document.activeElement;
      this.chosen = this.named(state.at || state.of);
      this.apply(state, { fill: true, write: false });
      // A link that was followed may be gone with the table or the panel it stood in: reading goes on at the top.
      if (!followed.isConnected) (this.chosen ? at("panel").querySelector("h2") : at("shown-h")).focus();
    }

    named(id) {
      if (this.data.statementOf.has(id)) return { type: "statement", item: this.data.statementOf.get(id) };
      return this.data.linkOf.has(id) ? { type: "link", item: this.data.linkOf.get(id) } : null;
    }

    // The address of this page with something else chosen.
    address(change) { return `#${graph.writeFragment(graph.changed(this.state, change))}`; }

    change(change, { fill = false } = {}) { this.apply(graph.changed(this.state, change), { fill }); }

    reset() {
      const { view, layout } = this.state;
      this.chosen = null;
      this.apply({ ...graph.blank(), view, layout }, { fill: true });
      this.form.elements.q.focus();
    }

    apply(state, { fill, write = true }) {
      this.state = state;
      this.passing = graph.passing(this.data, state);
      if (fill) graph.fillForm(this.form, state);
      this.say();
      graph.showChosen(at("chosen"), this);
      graph.showFound(at("found"), this);
      at("map").hidden = state.view !== "map";
      at("tables").hidden = state.view !== "table";
      if (state.view === "map") this.showMap();
      else this.showTables();
      this.showChosen();
      if (write) this.writeAddress();
    }

    say() {
      at("count").textContent = graph.countWords(this);
      const strange = graph.strange(this.state, this.data);
      at("strange").hidden = !strange.length;
      at("strange").textContent = `The address asks for what this report does not have: ${strange.join(", ")}.`;
    }

    showMap() {
      if (this.state.view !== "map" || !this.passing || !at("stage").clientWidth) return;
      this.map.show(this.passing, this.state);
      at("stage").classList.toggle("enlarged", this.map.view.k > 1);
      at("no-statement").hidden = !this.map.empty;
      at("picture").setAttribute("aria-label", `Map: ${graph.countWords(this)}. The tables show the same in words.`);
    }

    showTables() {
      this.links.show(this.passing.links, this.state.sort);
      this.statements.show(this.passing.statements, this.statements.sort);
    }

    showChosen() {
      this.map.select(this.chosen);
      // Tables need the room as long as nothing is chosen.
      at("graph").classList.toggle("tables-alone", this.state.view === "table" && !this.chosen);
      graph.showPanel(at("panel"), this.chosen, this);
    }

    // Show a statement or a link in the panel, or nothing; with focus, go on reading there.
    choose(chosen, { focus = false } = {}) {
      if (focus) this.opener = document.activeElement;
      this.chosen = chosen;
      const { type, item } = chosen ?? {};
      this.state = graph.changed(this.state, { at: chosen ? (type === "link" ? item.key : item.id) : "" });
      this.showChosen();
      at("chosen-said").textContent = chosen ? `Chosen: ${type === "link" ? graph.title(item) : `${item.id}, ${graph.counted(item.links.length, "link", "links")}`}` : "";
      if (focus) at("panel").querySelector("h2").focus();
      this.writeAddress();
    }

    close() {
      this.choose(null);
      (this.opener?.isConnected && this.opener.checkVisibility() ? this.opener : at("stage")).focus();
    }

    writeAddress() {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.writeNow(), LATER);
    }

    writeNow() {
      if (!this.later) return;
      clearTimeout(this.later);
      this.later = null;
      history.replaceState(null, "", `#${graph.writeFragment(this.state)}`);
    }
  }

  const page = new Page();
  page.start();
  // For tests and for whoever looks into the page: where a statement's dot and a link's line lie in the window.
  graph.placeOf = graph.placeOf.bind(null, page.map);
  graph.middleOf = graph.middleOf.bind(null, page.map);
  graph.page = page;
})();
