// Where statements stand: both layouts follow from the order of the documents alone, at once and without chance.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // Room along the circle: of a statement by what it is, between two frameworks, and a framework's least share.
  const WEIGHT = { indicator: 1 }, OTHER = 2.2, GAP = 9, LEAST = 0.012;
  // Pixels: the band with the frameworks' names, room for labels outside it, and between two labels on the circle.
  const BAND = 20, OUTSIDE = 158, LABELLED = 11.5;
  // The angle by which seeds of a sunflower follow each other (Vogel 1979).
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  // Pixels: the space around a disc, and the lines of its label.
  const SPACE = 8, LINES = 34;

  const blank = (data, size) => {
    const count = data.statements.length;
    return {
      ...size, x: new Float32Array(count).fill(NaN), y: new Float32Array(count).fill(NaN),
      dot: new Float32Array(count), angle: new Float32Array(count), arcs: [], discs: [], radius: 0, spacing: 0,
      bend: () => [0, 0],
    };
  };

  const grouped = (statements, keyOf) => {
    const groups = new Map();
    for (const statement of statements) {
      const key = keyOf(statement);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(statement);
    }
    return groups;
  };

  const weight = (statement) => WEIGHT[statement.item] ?? OTHER;

  const ringSizes = (groups) => {
    const sizes = [...groups].map(([framework, own]) => ({ framework, own, size: own.reduce((sum, s) => sum + weight(s), 0) }));
    const all = sizes.reduce((sum, { size }) => sum + size, 0);
    for (const one of sizes) one.room = Math.max(one.size, all * LEAST);
    return { sizes, units: sizes.reduce((sum, { room }) => sum + room, 0) + (sizes.length > 1 ? GAP * sizes.length : 0) };
  };

  // Names too long for their arc stand outside it (a letter takes some 6 pixels): the circle is turned so that
  // they point to a corner, where there is room, and is as large as they let it be.
  const fitted = (arcs, { width, height }) => {
    const full = Math.min(width, height) / 2 - BAND - 14;
    const outside = arcs.filter(({ framework, from, to }) => (to - from) * full < 7 * framework.id.length + 10);
    // On a small map they would take more than they give.
    if (!outside.length || full < 200) return { turned: 0, radius: full, bare: outside.length > 0 };
    const middle = (outside[0].from + outside.at(-1).to) / 2, corner = Math.PI / 4 + Math.PI / 2 * Math.floor(middle / (Math.PI / 2));
    const room = outside.map(({ framework, from, to }) => {
      const angle = (from + to) / 2 + corner - middle, across = Math.abs(Math.sin(angle)), down = Math.abs(Math.cos(angle));
      return Math.min((width / 2 - 6) / across, (height / 2 - 6) / down) - BAND - 14 - 6.5 * framework.id.length;
    });
    return { turned: corner - middle, radius: Math.min(full, ...room) };
  };

  // By framework: on a circle from its top, clockwise, an arc a framework, in the order of the documents.
  const ring = (data, placed, size) => {
    const scene = blank(data, size), { sizes, units } = ringSizes(grouped(placed, (s) => s.framework));
    const step = 2 * Math.PI / Math.max(units, 1), gap = sizes.length > 1 ? GAP : 0;
    let at = gap / 2;
    for (const one of sizes) {
      scene.arcs.push({ framework: one.framework, own: one.own, from: at * step, to: (at + one.room) * step, inset: (one.room - one.size) / 2 * step });
      at += one.room + gap;
    }
    const { turned, radius, bare = false } = fitted(scene.arcs, size), smaller = radius - OUTSIDE;
    scene.labelled = smaller > 130 && step * smaller * Math.min(...placed.map(weight)) >= LABELLED;
    scene.radius = Math.max(scene.labelled ? smaller : radius, 20);
    scene.spacing = step * scene.radius;
    scene.bare = bare;
    for (const arc of scene.arcs) putArc(scene, arc, turned, step);
    scene.bend = (link) => throughTheInside(scene, link);
    return scene;
  };

  const putArc = (scene, arc, turned, step) => {
    arc.from += turned;
    arc.to += turned;
    let at = arc.from + arc.inset;
    for (const statement of arc.own) {
      const room = weight(statement) * step;
      onRing(scene, statement, at + room / 2, room * scene.radius);
      at += room;
    }
  };

  const onRing = (scene, { index }, turn, room) => {
    const angle = turn - Math.PI / 2;
    scene.angle[index] = angle;
    scene.x[index] = scene.width / 2 + scene.radius * Math.cos(angle);
    scene.y[index] = scene.height / 2 + scene.radius * Math.sin(angle);
    scene.dot[index] = Math.min(Math.max(room * 0.42, 1.3), 5);
  };

  // Near neighbours bend a little, opposite ones pass through the middle; links of one pair keep apart.
  const throughTheInside = (scene, { subject, object, place }) => {
    const one = scene.angle[subject.index], other = scene.angle[object.index];
    let apart = other - one;
    if (apart > Math.PI) apart -= 2 * Math.PI;
    if (apart < -Math.PI) apart += 2 * Math.PI;
    const depth = 0.25 + 0.75 * Math.abs(Math.sin(apart / 2)), middle = one + apart / 2;
    const reach = scene.radius * (1 - depth) - 12 * place;
    return [scene.width / 2 + reach * Math.cos(middle), scene.height / 2 + reach * Math.sin(middle)];
  };

  // By principle: a disc a principle, a sector a framework; below them those that belong to none.
  const discs = (data, placed, size, chosen) => {
    const scene = blank(data, size);
    const home = (s) => s.principles.find((one) => !chosen.size || chosen.has(one.id)) ?? null;
    const groups = grouped(placed, home), nowhere = groups.get(null) ?? [];
    const own = data.principles.filter((one) => groups.has(one)).map((one) => ({ principle: one, members: groups.get(one) }));
    const grid = roomiest(own, nowhere.length, size);
    scene.spacing = 1.7 * grid.seed;
    own.forEach((disc, place) => putDisc(scene, disc, place, grid));
    putNowhere(scene, nowhere, grid);
    scene.bend = (link) => aside(scene, link);
    return scene;
  };

  // The number of columns that leaves most room to each statement.
  const roomiest = (own, rest, size) => {
    const most = Math.max(...own.map(({ members }) => members.length), 1);
    let best = null;
    for (let columns = 1; columns <= Math.max(own.length, 1); columns += 1) {
      const rows = Math.ceil(own.length / columns), width = size.width / columns;
      let seed = 30, below = 0;
      // How much the strip below needs follows from the room of each, and the other way round: a few turns do.
      for (let turn = 0; turn < 8; turn += 1) {
        below = strip(rest, seed, size.width).height;
        const height = (size.height - below) / Math.max(rows, 1) - LINES;
        seed = Math.max((Math.min(width, height, 640) / 2 - SPACE) / Math.sqrt(most), 0.4);
      }
      seed = Math.min(seed, 26);
      if (!best || seed > best.seed) best = { columns, rows, width, seed, below };
    }
    best.below = strip(rest, best.seed, size.width).height;
    best.height = best.rows ? (size.height - best.below) / best.rows : 0;
    return { ...best, reach: best.seed * Math.sqrt(most) };
  };

  const strip = (count, seed, width) => {
    if (!count) return { step: 0, across: 1, height: 0 };
    const step = Math.max(1.9 * seed, 3), across = Math.max(Math.floor((width - 2 * SPACE) / step), 1);
    return { step, across, height: Math.ceil(count / across) * step + LINES };
  };

  const putDisc = (scene, { principle, members }, place, grid) => {
    const x = (place % grid.columns + 0.5) * grid.width;
    const y = Math.floor(place / grid.columns) * grid.height + grid.height / 2 - LINES / 2;
    const seeds = members.map((_, turn) => ({ far: grid.seed * Math.sqrt(turn + 0.5), angle: (turn * GOLDEN) % (2 * Math.PI) }));
    seeds.sort((a, b) => a.angle - b.angle);
    for (const own of grouped(members, (s) => s.framework).values()) {
      const sector = seeds.splice(0, own.length).sort((a, b) => a.far - b.far);
      // Elements stand in the middle, what is below them around.
      [...own].sort((a, b) => weight(b) - weight(a) || a.index - b.index).forEach((statement, turn) => {
        const { far, angle } = sector[turn];
        put(scene, statement, x + far * Math.sin(angle), y - far * Math.cos(angle), grid.seed);
      });
    }
    scene.discs.push({ principle, x, y, far: grid.seed * Math.sqrt(members.length) + 3, width: grid.width, below: y + grid.reach + 6 });
  };

  const putNowhere = (scene, nowhere, grid) => {
    if (!nowhere.length) return;
    const { step, across } = strip(nowhere.length, grid.seed, scene.width), top = scene.height - grid.below + LINES - 6;
    nowhere.forEach((statement, place) => {
      put(scene, statement, SPACE + (place % across + 0.5) * step, top + (Math.floor(place / across) + 0.5) * step, grid.seed);
    });
    scene.nowhere = { y: top - 8, count: nowhere.length };
  };

  const put = (scene, statement, x, y, seed) => {
    scene.x[statement.index] = x;
    scene.y[statement.index] = y;
    scene.dot[statement.index] = Math.min(Math.max(seed * (statement.item === "indicator" ? 0.55 : 0.85), 1.1), 9);
  };

  const aside = ({ x, y }, { subject: { index: one }, object: { index: other }, place }) => {
    const bend = 0.14 + 0.1 * place;
    return [
      (x[one] + x[other]) / 2 + bend * (y[other] - y[one]),
      (y[one] + y[other]) / 2 - bend * (x[other] - x[one]),
    ];
  };

  // A scene: for each statement by its index x, y and the radius of its dot in pixels at first sight, NaN for one
  // that is not on the map; for each link by its index the point that its curve bends towards.
  graph.placed = (data, placed, state, size) => {
    const scene = state.layout === "principles" && data.principles.length
      ? discs(data, placed, size, state.principle)
      : ring(data, placed, size);
    scene.placed = placed;
    scene.bendX = new Float32Array(data.links.length);
    scene.bendY = new Float32Array(data.links.length);
    for (const link of data.links) [scene.bendX[link.index], scene.bendY[link.index]] = scene.bend(link);
    return scene;
  };
})();
