// The map: two canvases, one above the other. Below, everything that passes; above, what is pointed at, chosen or
// found. So that pointing is quick with any number of links, only the upper one is drawn anew by it.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // A picture of more links is moved as a whole, and drawn anew once the hand rests for so many milliseconds.
  const MANY = 400, REST = 120;

  const START = { k: 1, x: 0, y: 0 };

  class GraphMap {
    // data: as `readData` gives it. stage: the element with the canvases and the tip.
    constructor(data, stage) {
      [this.data, this.stage] = [data, stage];
      [this.below, this.above] = stage.querySelectorAll("canvas");
      this.tip = stage.querySelector(".tip");
      this.view = { ...START };
      this.hovered = this.selected = null;
      this.onPaper = false;
    }

    get empty() { return !this.passing?.placed.length; }

    // Show what passes. Places are worked out anew only where other statements stand on the map.
    show(passing, state) {
      const shape = [state.layout, this.stage.clientWidth, this.stage.clientHeight, [...state.principle].join(),
        ...passing.placed.map((statement) => statement.index)].join();
      this.passing = passing;
      this.hovered = null;
      if (shape !== this.shape) this.arrange(state);
      this.shape = shape;
      this.batches = null;
      this.draw();
    }

    arrange(state) {
      const size = { width: this.stage.clientWidth, height: this.stage.clientHeight };
      this.scene = graph.placed(this.data, this.passing.placed, state, size);
      this.view = { ...START };
    }

    select(chosen) {
      this.selected = chosen;
      this.drawAbove();
    }

    hover(hovered, x = 0, y = 0) {
      const same = hovered?.item === this.hovered?.item;
      this.hovered = hovered;
      this.stage.classList.toggle("on-something", Boolean(hovered));
      this.showTip(x, y);
      if (!same) this.drawAbove();
    }

    // Draw at the next turn, once however often it is asked for.
    draw() {
      this.wanted ??= requestAnimationFrame(() => { this.wanted = null; this.drawNow(); });
    }

    // While a hand moves it.
    moveTo(view) {
      this.view = view;
      clearTimeout(this.rest);
      if (this.passing.links.length < MANY) { this.draw(); return; }
      this.drawSnapshot();
      this.rest = setTimeout(() => this.draw(), REST);
    }

    drawNow() {
      if (!this.scene || !this.stage.clientWidth) return;
      const { scene, view, passing } = this, theme = graph.theme(this.onPaper);
      const context = this.cleared(this.below, theme.panel);
      this.batches ??= graph.batches(scene, passing.links, theme);
      const [linked, alone] = [[], []];
      for (const statement of scene.placed) (passing.near[statement.index] ? linked : alone).push(statement);
      graph.drawGround(context, scene, view, theme);
      this.inScene(context, () => {
        graph.drawLinks(context, this.batches, view, this.sight);
        graph.drawDots(context, scene, alone, view, theme, { faint: 0.45 });
        graph.drawDots(context, scene, linked, view, theme);
      });
      graph.drawLabels(context, scene, view, theme, (statement) => !passing.near[statement.index]);
      this.drawn = { ...view };
      this.snapshot = null;
      this.drawAbove();
    }

    drawAbove() {
      if (!this.scene || !this.stage.clientWidth) return;
      const theme = graph.theme(this.onPaper), context = this.cleared(this.above);
      this.inScene(context, () => {
        if (this.selected && this.shows(this.selected)) this.drawFocus(context, this.selected, theme, 0.78);
        for (const statement of this.passing.found) if (this.has(statement)) this.drawFound(context, statement, theme);
        if (this.hovered) this.drawFocus(context, this.hovered, theme, 0);
      });
    }

    // A statement with its links and what they lead to, or a link with its ends, before all else.
    drawFocus(context, { item, type }, theme, veil) {
      const links = type === "link" ? [item] : item.links.filter((link) => this.passing.shown.has(link));
      const ends = type === "link" ? [item.subject, item.object] : [item, ...links.flatMap((x) => [x.subject, x.object])];
      if (veil) this.drawVeil(context, theme, veil);
      graph.drawLinks(context, graph.batches(this.scene, links, theme, { strong: true }), this.view, this.sight);
      const seen = [...new Set(ends)].filter((end) => this.has(end));
      graph.drawDots(context, this.scene, seen, this.view, theme);
      for (const end of type === "link" ? seen : seen.filter((one) => one === item)) {
        graph.drawRing(context, this.scene, end, this.view, theme.ink, 2);
      }
    }

    drawVeil(context, theme, veil) {
      const { left, top, right, bottom } = this.sight;
      context.globalAlpha = veil;
      context.fillStyle = theme.panel;
      if (this.scene.arcs.length) {
        // The names around the circle stay as they are.
        context.beginPath();
        context.arc(this.scene.width / 2, this.scene.height / 2, this.scene.radius + 8 / this.view.k, 0, 2 * Math.PI);
        context.fill();
      } else {
        context.fillRect(left, top, right - left, bottom - top);
      }
      context.globalAlpha = 1;
    }

    drawFound(context, statement, theme) {
      graph.drawRing(context, this.scene, statement, this.view, theme.ink, 4);
      graph.drawRing(context, this.scene, statement, this.view, theme.mark, 2);
    }

    // The last picture, moved and stretched as the view was since.
    drawSnapshot() {
      const { below, drawn, view } = this;
      if (!drawn || !below.width) return;
      this.snapshot ??= { from: drawn, picture: copied(below) };
      const { from, picture } = this.snapshot, k = view.k / from.k, { ratio } = this;
      const context = this.cleared(below, graph.theme(this.onPaper).panel);
      context.setTransform(k, 0, 0, k, (view.x - from.x * k) * ratio, (view.y - from.y * k) * ratio);
      context.drawImage(picture, 0, 0);
      this.drawAbove();
    }

    // What of the scene is in sight, in its own pixels.
    get sight() {
      const { k, x, y } = this.view, { width, height } = this.scene;
      return { left: -x / k, top: -y / k, right: (width - x) / k, bottom: (height - y) / k };
    }

    // What is chosen stays chosen where a filter takes it off the map.
    shows({ item, type }) { return type === "link" ? graph.onMap(this.scene, item) : this.has(item); }

    has(statement) { return !Number.isNaN(this.scene.x[statement.index]); }

    inScene(context, draw) {
      const { k, x, y } = this.view;
      context.save();
      context.transform(k, 0, 0, k, x, y);
      draw();
      context.restore();
    }

    // A canvas as sharp as the screen, empty or in one colour.
    cleared(canvas, colour) {
      const ratio = this.ratio, { width, height } = this.scene;
      const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      if (colour) { context.fillStyle = colour; context.fillRect(0, 0, width, height); }
      return context;
    }

    get ratio() { return this.onPaper ? 3 : devicePixelRatio || 1; }

    // Both canvases as one picture in the colours of paper, on a canvas of its own: what is on the screen would be
    // stretched to the width of the paper. All of it at once: printing waits for nothing.
    print(onto) {
      this.onPaper = true;
      this.redraw();
      Object.assign(onto, { width: this.below.width, height: this.below.height });
      for (const canvas of [this.below, this.above]) onto.getContext("2d").drawImage(canvas, 0, 0);
      this.onPaper = false;
      this.redraw();
    }

    redraw() {
      this.batches = null;
      this.drawNow();
    }

    showTip(x, y) {
      this.tip.hidden = !this.hovered;
      if (!this.hovered) return;
      const { item, type } = this.hovered, near = this.passing.near[item.index];
      const lines = type === "link"
        ? [graph.title(item), `${item.kind.id}, ${item.chance ? `probability ${item.chance}` : graph.people(item)}`]
        : [`${item.framework.name} · ${graph.counted(near, "link", "links")}`, graph.shortened(graph.label(item), 140)];
      this.tip.replaceChildren(graph.make("b", {}, lines[0]), graph.make("br"), lines[1]);
      const { offsetWidth, offsetHeight } = this.tip, { clientWidth } = this.stage;
      const left = Math.min(Math.max(x - offsetWidth / 2, 2), clientWidth - offsetWidth - 2);
      this.tip.style.left = `${left}px`;
      this.tip.style.top = `${y > offsetHeight + 24 ? y - offsetHeight - 14 : y + 18}px`;
    }
  }

  const copied = (canvas) => {
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    copy.getContext("2d").drawImage(canvas, 0, 0);
    return copy;
  };

  graph.GraphMap = GraphMap;
  graph.START = START;
})();
