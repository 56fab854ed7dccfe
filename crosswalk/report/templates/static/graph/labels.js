// Names on the map: of frameworks along the circle, of principles below their discs, of statements once there is
// room for them. Drawn in pixels of the screen, so that words keep their size.
"use strict";

(() => {
  const graph = globalThis.crosswalkGraph;

  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
  // Pixels: how far outside the statements the band of a framework begins and ends, and room that a label needs.
  const BAND = [9, 27], NEEDED = 11.5;

  const onScreen = (view, x, y) => [x * view.k + view.x, y * view.k + view.y];

  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((from) => {
      const part = parseInt(colour.slice(from, from + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  // Whichever of the two stands out more (WCAG's contrast ratio is even at a luminance of 0.179).
  const inkOn = (colour) => luminance(colour) > 0.179 ? "#000000" : "#ffffff";

  const fitting = (context, texts, room) => texts.find((text) => context.measureText(text).width <= room) ?? "";

  // Words along an arc, read from its upper side wherever on the circle it lies.
  const drawAlong = (context, text, centre, radius, angle) => {
    const below = Math.sin(angle) > 0, turn = below ? -1 : 1;
    let at = angle - turn * context.measureText(text).width / 2 / radius;
    for (const letter of text) {
      const width = context.measureText(letter).width / radius;
      at += turn * width / 2;
      context.save();
      context.translate(centre[0] + radius * Math.cos(at), centre[1] + radius * Math.sin(at));
      context.rotate(at + turn * Math.PI / 2);
      context.fillText(letter, 0, 0);
      context.restore();
      at += turn * width / 2;
    }
  };

  const drawArc = (context, { framework, from, to }, centre, radius, theme) => {
    const [inner, outer] = BAND.map((far) => radius + far), start = from - Math.PI / 2, end = to - Math.PI / 2;
    context.beginPath();
    context.arc(...centre, outer, start, end);
    context.arc(...centre, inner, end, start, true);
    context.closePath();
    context.fillStyle = framework.colour;
    context.fill();
    const middle = (start + end) / 2, along = (inner + outer) / 2, room = (end - start) * along - 8;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const text = fitting(context, [framework.name, framework.id], room);
    context.fillStyle = inkOn(framework.colour);
    drawAlong(context, text, centre, along, middle);
    return text ? null : { framework, angle: middle };
  };

  // Names that do not fit into their arc stand outside it.
  const drawOutside = (context, { framework, angle }, centre, radius, theme) => {
    context.fillStyle = theme.ink;
    drawRadial(context, framework.id, centre, radius + BAND[1] + 4, angle);
  };

  const drawRadial = (context, text, centre, far, angle) => {
    const left = Math.cos(angle) < 0;
    context.save();
    context.translate(centre[0] + far * Math.cos(angle), centre[1] + far * Math.sin(angle));
    context.rotate(left ? angle + Math.PI : angle);
    context.textAlign = left ? "right" : "left";
    context.textBaseline = "middle";
    context.fillText(text, 0, 0);
    context.restore();
  };

  const drawRingLabels = (context, scene, view, theme, faint) => {
    // Around the whole circle only where room was left for them.
    if (!scene.labelled && view.k < 1.2) return;
    const centre = onScreen(view, scene.width / 2, scene.height / 2), far = scene.radius * view.k + BAND[1] + 6;
    const [most, reach] = [view.k > 1 ? 60 : 25, Math.max(scene.width, scene.height)];
    context.font = `11px ${FONT}`;
    for (const statement of scene.placed) {
      const room = scene.spacing * view.k * (statement.item === "indicator" ? 1 : 2.2), angle = scene.angle[statement.index];
      const x = centre[0] + far * Math.cos(angle), y = centre[1] + far * Math.sin(angle);
      if (room < NEEDED || x < -reach / 3 || y < -reach / 3 || x > scene.width + reach / 3 || y > scene.height + reach / 3) continue;
      context.fillStyle = faint(statement) ? theme.soft : theme.ink;
      drawRadial(context, graph.shortened(graph.label(statement), most), centre, far, angle);
    }
  };

  // At most so many lines that fit into a width; dots stand for what is left out.
  const wrapped = (context, text, width, most) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (!lines.at(-1) || context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
  };

  const drawDisc = (context, { x, y, far }, view, theme) => {
    const [left, top] = onScreen(view, x, y);
    context.beginPath();
    context.arc(left, top, far * view.k, 0, 2 * Math.PI);
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.stroke();
  };

  // Words across lines, set apart from them by the colour of the ground.
  const drawOver = (context, text, x, y, theme) => {
    context.strokeStyle = theme.panel;
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };

  const nameDisc = (context, { principle, x, width, below }, view, theme) => {
    const [left, top] = onScreen(view, x, below), room = (width - 10) * view.k;
    context.font = `12px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillStyle = theme.ink;
    const lines = room < 72 ? [principle.id] : wrapped(context, principle.label, room, 2);
    lines.forEach((line, place) => drawOver(context, line, left, top + 14 * place, theme));
  };

  const drawNowhere = (context, { y, count }, view, theme) => {
    context.font = `12px ${FONT}`;
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.fillStyle = theme.soft;
    drawOver(context, `Of no principle: ${graph.counted(count, "statement", "statements")}`, ...onScreen(view, 8, y), theme);
  };

  const drawDotLabels = (context, scene, view, theme) => {
    if (scene.spacing * view.k < 90) return;
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillStyle = theme.ink;
    for (const statement of scene.placed) {
      const [x, y] = onScreen(view, scene.x[statement.index], scene.y[statement.index]);
      if (x < -90 || y < -60 || x > scene.width + 90 || y > scene.height + 60) continue;
      const below = y + graph.dotSize(scene, statement, view) + 3;
      const lines = wrapped(context, graph.label(statement), scene.spacing * view.k - 8, 3);
      lines.forEach((line, place) => drawOver(context, line, x, below + 12 * place, theme));
    }
  };

  // Everything behind the links: bands with their names, or discs.
  graph.drawGround = (context, scene, view, theme) => {
    const centre = onScreen(view, scene.width / 2, scene.height / 2), radius = scene.radius * view.k;
    context.font = `600 12px ${FONT}`;
    const left = scene.arcs.map((arc) => drawArc(context, arc, centre, radius, theme)).filter(Boolean);
    context.font = `11px ${FONT}`;
    if (!scene.bare && !scene.labelled && scene.spacing * view.k * 2.2 < NEEDED) for (const arc of left) drawOutside(context, arc, centre, radius, theme);
    for (const disc of scene.discs) drawDisc(context, disc, view, theme);
  };

  // Everything before them.
  graph.drawLabels = (context, scene, view, theme, faint) => {
    if (scene.arcs.length) drawRingLabels(context, scene, view, theme, faint);
    else drawDotLabels(context, scene, view, theme);
    for (const disc of scene.discs) nameDisc(context, disc, view, theme);
    if (scene.nowhere) drawNowhere(context, scene.nowhere, view, theme);
  };
})();
