// Draws links and statements on a canvas. Points are in pixels of the scene at first sight; a view is how much
// larger (k) they are seen, and moved by how much (x, y).
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // How each kind of link is drawn: never by its colour alone. The legend of the page shows the same.
  const LINES = {
    cited: { width: 1.7, dash: [], tone: "ink" },
    mirrored: { width: 1.7, dash: [9, 5], tone: "ink" },
    // No wider than a pixel, whatever the view: canvases draw such lines some twenty times as fast as wider ones.
    suggested: { width: 1, dash: [], tone: "ends", hair: true },
    reviewed: { width: 2.8, dash: [], tone: "accent" },
    inferred: { width: 1.8, dash: [1.5, 4.5], tone: "accent" },
  };
  const AGAINST = { rejected: { width: 1.2, dash: [2, 7], tone: "soft" }, disputed: { width: 1.8, dash: [9, 3, 2, 3], tone: "warn" } };
  const KINDS = Object.keys(LINES);
  // What is surer is drawn later, and lies on top.
  const RANK = { suggested: 0, inferred: 1, mirrored: 2, cited: 3, reviewed: 4 };

  // Curves that are drawn in one go: a whole page of them at once takes a canvas longer than some at a time. From
  // so many links on, a hair is a pixel of the screen and not of the page, which on sharp screens is finer.
  const AT_ONCE = 48, MANY = 1500;

  const PAPER = { ink: "#000000", soft: "#444444", line: "#999999", paper: "#ffffff", panel: "#ffffff", accent: "#174a85", warn: "#6b4a00", mark: "#ffe08a" };

  graph.theme = (onPaper) => {
    if (onPaper) return PAPER;
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(Object.keys(PAPER).map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };

  const lineOf = (link) => AGAINST[link.status] ?? LINES[link.kind.id];

  const opacity = (link, count) => {
    if (link.kind.id !== "suggested" || AGAINST[link.status]) return 0.9;
    const sure = link.probability === null ? 0.3 : link.probability;
    // Many links together would be one dark spot. Four steps are enough for the eye, and few to draw.
    return Math.ceil(4 * (0.2 + 0.8 * sure)) / 4 * Math.min(0.65, 24 / Math.sqrt(count + 1));
  };

  const halves = (scene, link) => {
    const { x, y, bendX, bendY } = scene, one = link.subject.index, other = link.object.index;
    const bx = bendX[link.index], by = bendY[link.index];
    const firstX = (x[one] + bx) / 2, firstY = (y[one] + by) / 2, lastX = (bx + x[other]) / 2, lastY = (by + y[other]) / 2;
    const middleX = (firstX + lastX) / 2, middleY = (firstY + lastY) / 2;
    return [[x[one], y[one], firstX, firstY, middleX, middleY], [middleX, middleY, lastX, lastY, x[other], y[other]]];
  };

  const onMap = (scene, { subject, object }) => !Number.isNaN(scene.x[subject.index]) && !Number.isNaN(scene.x[object.index]);

  // Curves that look alike, together: each half of a suggestion in the colour of its own end's framework.
  graph.batches = (scene, links, theme, { strong = false } = {}) => {
    const found = new Map();
    for (const link of links) {
      if (!onMap(scene, link)) continue;
      const line = lineOf(link), alpha = strong ? 1 : opacity(link, links.length);
      halves(scene, link).forEach((curve, end) => {
        const colour = line.tone === "ends" ? (end ? link.object : link.subject).framework.colour : theme[line.tone];
        const key = `${link.kind.id} ${link.status} ${colour} ${alpha}`;
        if (!found.has(key)) {
          found.set(key, {
            width: line.width + (strong ? 1 : 0), hair: line.hair && !strong, many: links.length > MANY, dash: line.dash,
            colour, alpha, rank: RANK[link.kind.id] + alpha, curves: [],
          });
        }
        found.get(key).curves.push(curve);
      });
    }
    return [...found.values()].sort((a, b) => a.rank - b.rank);
  };

  const inSight = ([ax, ay, bx, by, cx, cy], sight) =>
    Math.max(ax, bx, cx) >= sight.left && Math.min(ax, bx, cx) <= sight.right
    && Math.max(ay, by, cy) >= sight.top && Math.min(ay, by, cy) <= sight.bottom;

  graph.drawLinks = (context, batches, view, sight) => {
    const thicker = Math.min(view.k ** 0.35, 2.5) / view.k;
    context.lineCap = "butt";
    for (const { width, hair, many, dash, colour, alpha, curves } of batches) {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = hair ? 1 / view.k / (many ? devicePixelRatio : 1) : width * thicker;
      context.setLineDash(dash.map((length) => length * thicker));
      drawCurves(context, view.k > 1 ? curves.filter((curve) => inSight(curve, sight)) : curves);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  };

  const drawCurves = (context, curves) => {
    for (let start = 0; start < curves.length; start += AT_ONCE) {
      context.beginPath();
      for (const [ax, ay, bx, by, cx, cy] of curves.slice(start, start + AT_ONCE)) {
        context.moveTo(ax, ay);
        context.quadraticCurveTo(bx, by, cx, cy);
      }
      context.stroke();
    }
  };

  // The radius of a dot on the screen: dots grow more slowly than what is between them.
  graph.dotSize = (scene, statement, view) => Math.min(scene.dot[statement.index] * view.k ** 0.55, 13);

  // An element or indicator is round, a group or a framework as a whole is square; a warning is hollow.
  const outline = (context, x, y, radius, statement) => {
    if (statement.item === "element" || statement.item === "indicator") {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    } else {
      context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
  };

  graph.drawDots = (context, scene, statements, view, theme, { faint = 1 } = {}) => {
    const groups = new Map();
    for (const statement of statements) {
      const key = `${statement.framework.colour} ${statement.warns}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(statement);
    }
    context.globalAlpha = faint;
    for (const own of groups.values()) {
      const [{ framework: { colour }, warns }] = own;
      context.beginPath();
      for (const statement of own) {
        const radius = graph.dotSize(scene, statement, view) / view.k;
        outline(context, scene.x[statement.index], scene.y[statement.index], warns ? radius * 0.8 : radius, statement);
      }
      context.fillStyle = warns ? theme.panel : colour;
      context.fill();
      context.strokeStyle = warns ? colour : theme.panel;
      context.lineWidth = (warns ? 1.5 : 0.75) * Math.min(view.k ** 0.5, 2.5) / view.k;
      if (warns || view.k * scene.spacing > 4) context.stroke();
    }
    context.globalAlpha = 1;
  };

  // A ring around a statement.
  graph.drawRing = (context, scene, statement, view, colour, width) => {
    const radius = (graph.dotSize(scene, statement, view) + 3 + width / 2) / view.k;
    context.beginPath();
    context.arc(scene.x[statement.index], scene.y[statement.index], radius, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width / view.k;
    context.stroke();
  };

  // Points along the curve of a link, from its first end to its last: x, y, x, y and so on.
  graph.curvePoints = (scene, link, steps) => {
    const { x, y, bendX, bendY } = scene, one = link.subject.index, other = link.object.index, points = [];
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps, a = (1 - t) ** 2, b = 2 * t * (1 - t), c = t ** 2;
      points.push(a * x[one] + b * bendX[link.index] + c * x[other], a * y[one] + b * bendY[link.index] + c * y[other]);
    }
    return points;
  };

  graph.onMap = onMap;
  graph.KINDS = KINDS;
})();
