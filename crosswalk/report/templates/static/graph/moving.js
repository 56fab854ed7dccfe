// Enlarges and moves the map: with buttons, keys, a wheel, a mouse, one finger or two.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  // How much larger at most, by how much at once, pixels a key moves, and pixels that make a click a pull.
  const MOST = 60, STEP = 1.4, STRIDE = 80, STILL = 4;

  const within = (value, low, high) => Math.min(Math.max(value, low), high);

  // The map never leaves its frame by more than a third.
  const kept = ({ k, x, y }, { width, height }) => {
    if (k <= 1) return { ...graph.START };
    const [across, down] = [width / 3, height / 3];
    return { k, x: within(x, width * (1 - k) - across, across), y: within(y, height * (1 - k) - down, down) };
  };

  graph.zoom = (map, factor, x = map.scene.width / 2, y = map.scene.height / 2) => {
    const k = within(map.view.k * factor, 1, MOST), grown = k / map.view.k;
    map.moveTo(kept({ k, x: x - (x - map.view.x) * grown, y: y - (y - map.view.y) * grown }, map.scene));
    // Until it is enlarged, a finger on the map moves the page.
    map.stage.classList.toggle("enlarged", k > 1);
  };

  graph.move = (map, across, down) => map.moveTo(kept({ ...map.view, x: map.view.x + across, y: map.view.y + down }, map.scene));

  graph.showAll = (map) => graph.zoom(map, 1 / MOST);

  const MOVES = {
    in: (map) => graph.zoom(map, STEP),
    out: (map) => graph.zoom(map, 1 / STEP),
    all: graph.showAll,
    left: (map) => graph.move(map, STRIDE, 0),
    right: (map) => graph.move(map, -STRIDE, 0),
    up: (map) => graph.move(map, 0, STRIDE),
    down: (map) => graph.move(map, 0, -STRIDE),
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", "_": "out", 0: "all", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

  const onKey = (map, chosen) => (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || map.empty) return;
    if (event.key === "Escape") { map.hover(null); chosen(null); return; }
    const move = MOVES[KEYS[event.key]];
    if (!move) return;
    event.preventDefault();
    move(map);
  };

  const place = (map, event) => {
    const box = map.stage.getBoundingClientRect();
    return [event.clientX - box.left - map.stage.clientLeft, event.clientY - box.top - map.stage.clientTop];
  };

  const spread = ([one, other]) => ({
    far: Math.hypot(one[0] - other[0], one[1] - other[1]), x: (one[0] + other[0]) / 2, y: (one[1] + other[1]) / 2,
  });

  // Fingers or a mouse on the map: where each is now, and whether any has moved.
  const pointers = (map, chosen) => {
    const down = new Map();
    let pulled = false, start = null;
    const press = (event) => {
      if (event.button !== 0 || map.empty) return;
      down.set(event.pointerId, place(map, event));
      if (down.size === 1) [pulled, start] = [false, place(map, event)];
      // Otherwise a hand that leaves the map while it pulls would never let go.
      map.stage.setPointerCapture(event.pointerId);
    };
    const pull = (event) => {
      const before = [...down.values()], now = place(map, event), last = down.get(event.pointerId);
      down.set(event.pointerId, now);
      if (down.size === 2) {
        const [from, to] = [spread(before), spread([...down.values()])];
        pulled = true;
        graph.zoom(map, to.far / Math.max(from.far, 1), to.x, to.y);
        graph.move(map, to.x - from.x, to.y - from.y);
        return;
      }
      pulled ||= Math.hypot(now[0] - start[0], now[1] - start[1]) > STILL;
      if (pulled) { map.hover(null); graph.move(map, now[0] - last[0], now[1] - last[1]); }
    };
    const move = (event) => {
      if (map.empty) return;
      if (down.has(event.pointerId)) pull(event);
      else if (event.pointerType === "mouse") map.hover(graph.under(map, ...place(map, event)), ...place(map, event));
    };
    const release = (event) => {
      if (!down.delete(event.pointerId) || down.size || pulled || event.type === "pointercancel") return;
      chosen(graph.under(map, ...place(map, event), event.pointerType));
    };
    return { pointerdown: press, pointermove: move, pointerup: release, pointercancel: release, pointerleave: () => map.hover(null) };
  };

  // A wheel moves the page unless the map has the focus, or the key is held that enlarges pages.
  const onWheel = (map) => (event) => {
    if (map.empty || !(event.ctrlKey || event.metaKey || document.activeElement === map.stage)) return;
    event.preventDefault();
    graph.zoom(map, Math.exp(-within(event.deltaY, -200, 200) / 250), ...place(map, event));
  };

  // `chosen` is told what was clicked on: a statement, a link, or null for neither.
  graph.letMove = (map, buttons, chosen) => {
    for (const [name, listener] of Object.entries(pointers(map, chosen))) map.stage.addEventListener(name, listener);
    map.stage.addEventListener("wheel", onWheel(map), { passive: false });
    map.stage.addEventListener("keydown", onKey(map, chosen));
    for (const button of buttons) button.addEventListener("click", () => map.empty || MOVES[button.dataset.move](map));
  };
})();
