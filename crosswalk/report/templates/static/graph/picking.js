// What lies under a pointer, and where on the screen a statement or a link lies.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // Pixels around a dot or a line that still count as it; a finger is broader than the tip of an arrow.
  const NEAR = { mouse: [5, 5], pen: [8, 8], touch: [14, 12] };

  const nearestStatement = ({ scene, view }, x, y, slack) => {
    let best = null, least = Infinity;
    for (const statement of scene.placed) {
      const across = scene.x[statement.index] * view.k + view.x - x, down = scene.y[statement.index] * view.k + view.y - y;
      const far = Math.hypot(across, down) - graph.dotSize(scene, statement, view);
      if (far < slack && far < least) [best, least] = [statement, far];
    }
    return best;
  };

  const distanceToStretch = (x, y, ax, ay, bx, by) => {
    const [across, down] = [bx - ax, by - ay], length = across ** 2 + down ** 2;
    const along = length ? Math.min(Math.max(((x - ax) * across + (y - ay) * down) / length, 0), 1) : 0;
    return Math.hypot(x - ax - along * across, y - ay - along * down);
  };

  // Points along every curve, worked out when they are first asked for: STEPS + 1 of them a link.
  const STEPS = 16, EACH = 2 * (STEPS + 1);
  const pointsOf = (map) => {
    const { scene, data } = map;
    if (scene.points) return scene.points;
    scene.points = new Float32Array(data.links.length * EACH).fill(NaN);
    for (const link of data.links) {
      if (graph.onMap(scene, link)) scene.points.set(graph.curvePoints(scene, link, STEPS), link.index * EACH);
    }
    return scene.points;
  };

  const distanceTo = (points, start, x, y) => {
    let least = Infinity;
    for (let place = start + 2; place < start + EACH; place += 2) {
      const far = distanceToStretch(x, y, points[place - 2], points[place - 1], points[place], points[place + 1]);
      if (far < least) least = far;
    }
    return least;
  };

  // A curve lies within the triangle of its ends and the point it bends towards.
  const between = (value, slack, a, b, c) => value > Math.min(a, b, c) - slack && value < Math.max(a, b, c) + slack;
  const maybeNear = (scene, { index, subject, object }, x, y, slack) =>
    between(x, slack, scene.x[subject.index], scene.bendX[index], scene.x[object.index])
    && between(y, slack, scene.y[subject.index], scene.bendY[index], scene.y[object.index]);

  const nearestLink = (map, x, y, slack) => {
    const { scene, view, passing, selected } = map, points = pointsOf(map);
    const [inX, inY, within] = [(x - view.x) / view.k, (y - view.y) / view.k, slack / view.k];
    // Where a statement is chosen, its links lie on top.
    const links = selected?.type === "statement" ? selected.item.links.filter((link) => passing.shown.has(link)) : passing.links;
    let best = null, least = within;
    for (const link of links) {
      // Places that are not known (NaN) are near nothing.
      if (!maybeNear(scene, link, inX, inY, within)) continue;
      const far = distanceTo(points, link.index * EACH, inX, inY);
      // Of two that are as near, the one that was drawn later.
      if (far <= least) [best, least] = [link, far];
    }
    return best;
  };

  // The statement or link under a point of the map, in pixels from its upper left; null for neither.
  graph.under = (map, x, y, pointer = "mouse") => {
    if (!map.scene) return null;
    const [ofDots, ofLines] = NEAR[pointer] ?? NEAR.mouse;
    const statement = nearestStatement(map, x, y, ofDots);
    if (statement) return { type: "statement", item: statement };
    const link = nearestLink(map, x, y, ofLines);
    return link ? { type: "link", item: link } : null;
  };

  const onPage = (map, x, y) => {
    const box = map.stage.getBoundingClientRect(), { view } = map;
    return { x: box.left + map.stage.clientLeft + x * view.k + view.x, y: box.top + map.stage.clientTop + y * view.k + view.y };
  };

  // Where the middle of a statement's dot lies, in pixels of the window; null where it is not on the map.
  graph.placeOf = (map, id) => {
    const statement = map.data.statementOf.get(id);
    return statement && map.has(statement) ? onPage(map, map.scene.x[statement.index], map.scene.y[statement.index]) : null;
  };

  // The same for the middle of a link's line.
  graph.middleOf = (map, key) => {
    const link = map.data.linkOf.get(key);
    if (!link || !graph.onMap(map.scene, link)) return null;
    return onPage(map, ...graph.curvePoints(map.scene, link, 2).slice(2, 4));
  };
})();
