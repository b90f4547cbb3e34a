// Where labels stand, as on a map: always large enough to read, none over another, the greatest things first.

const LABEL = { least: 12, greatest: 15, longest: 18, most: 80, gap: 5, line: 1.25, cell: 64 };
const SIDES = [
  { valign: "bottom", halign: "center" },
  { valign: "top", halign: "center" },
  { valign: "center", halign: "right" },
  { valign: "center", halign: "left" },
];

function facing(x, y) {
  const [below, above, right, left] = SIDES;
  if (Math.abs(x) > 2 * Math.abs(y)) return x > 0 ? right : left;
  return y > 0 ? below : above;
}

function shortened(name) {
  const characters = [...name];
  return characters.length > LABEL.longest ? `${characters.slice(0, LABEL.longest - 1).join("")}…` : name;
}

// Boxes on the screen, found again by the squares they touch.
class Boxes {
  constructor() {
    this.squares = new Map();
  }

  *around(box) {
    for (let x = Math.floor(box.left / LABEL.cell); x <= box.right / LABEL.cell; x += 1) {
      for (let y = Math.floor(box.top / LABEL.cell); y <= box.bottom / LABEL.cell; y += 1) yield `${x},${y}`;
    }
  }

  add(box) {
    for (const square of this.around(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }

  // Whether a box lies over another one of at least this size.
  touch(box, size = 0) {
    for (const square of this.around(box)) {
      for (const other of this.squares.get(square) ?? []) {
        const apart =
          other.size < size ||
          other.owner === box.owner ||
          other.right <= box.left ||
          other.left >= box.right ||
          other.bottom <= box.top ||
          other.top >= box.bottom;
        if (!apart) return true;
      }
    }
    return false;
  }
}

class Labels {
  constructor(cy, family, tools) {
    this.cy = cy;
    this.tools = tools;
    this.sizes = new Map();
    const pen = document.createElement("canvas").getContext("2d");
    const ranked = [...nodes].sort(
      (one, other) => other.size - one.size || other.relations.length - one.relations.length,
    );
    const greatest = Math.max(ranked[0].size, 1);
    for (const node of ranked) {
      const size = Math.round(LABEL.least + (LABEL.greatest - LABEL.least) * (node.size / greatest) ** 2);
      pen.font = `${size}px ${family}`;
      this.sizes.set(node.key, { size, width: pen.measureText(shortened(node.name)).width });
    }
    this.ranked = ranked.map((node) => cy.getElementById(node.key));
  }

  // Choose labels and sides for what is seen now, or for the part of it that stands out, and set them.
  place(near) {
    const screen = { width: this.cy.width(), height: this.cy.height() };
    const seen = this.ranked.filter(
      (node) => !node.hasClass("hidden") && (!near || near.has(node)) && this.within(node, screen),
    );
    const first = seen.filter((node) => node.hasClass("chosen") || node.hasClass("pointed"));
    const discs = new Boxes();
    const labels = new Boxes();
    const sides = new Map();
    labels.add(this.corner());
    for (const node of seen) discs.add(this.disc(node));
    for (const node of new Set([...first, ...seen])) {
      const free = this.sides(node)
        .map((side) => this.box(node, side))
        .filter((box) => box.left > 0 && box.right < screen.width && !labels.touch(box));
      // If need be over small things, but never over one that is half as large.
      const best =
        free.find((box) => !discs.touch(box)) ??
        free.find((box) => !discs.touch(box, box.size / 2)) ??
        (first.includes(node) && free[0]);
      if (!best) continue;
      labels.add(best);
      sides.set(node.id(), best.side);
      if (sides.size === LABEL.most) break;
    }
    this.set(sides, this.cy.zoom());
  }

  // The sides of a node, first those where few lines end: a label would cover their arrows.
  sides(node) {
    const lines = new Map(SIDES.map((side) => [side, 0]));
    const from = node.position();
    node.neighborhood().nodes().forEach((other) => {
      const side = facing(other.position().x - from.x, other.position().y - from.y);
      lines.set(side, lines.get(side) + 1);
    });
    return [...SIDES].sort((one, other) => lines.get(one) - lines.get(other));
  }

  within(node, screen) {
    const { x, y } = node.renderedPosition();
    return x > -100 && y > -100 && x < screen.width + 100 && y < screen.height + 100;
  }

  // The place of the buttons in the corner.
  corner() {
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = this.tools;
    return { owner: null, size: Infinity, left, right: left + width, top, bottom: top + height };
  }

  disc(node) {
    const { x, y } = node.renderedPosition();
    const size = node.renderedWidth();
    const half = size / 2;
    return { owner: node.id(), size, left: x - half, right: x + half, top: y - half, bottom: y + half };
  }

  box(node, side) {
    const { size: letters, width } = this.sizes.get(node.id());
    const height = letters * LABEL.line;
    const disc = this.disc(node);
    const across = { left: disc.left - LABEL.gap - width, right: disc.right + LABEL.gap };
    const along = { top: disc.top - LABEL.gap - height, bottom: disc.bottom + LABEL.gap };
    const left = across[side.halign] ?? (disc.left + disc.right - width) / 2;
    const top = along[side.valign] ?? (disc.top + disc.bottom - height) / 2;
    return { ...disc, side, left, top, right: left + width, bottom: top + height };
  }

  set(sides, zoom) {
    this.cy.batch(() => {
      this.cy.nodes(".labelled").forEach((node) => {
        if (!sides.has(node.id())) node.removeClass("labelled").removeStyle("z-index");
      });
      let above = LABEL.most + sides.size;
      for (const [key, { valign, halign }] of sides) {
        above -= 1;
        const across = { left: -1, center: 0, right: 1 }[halign];
        const along = { top: -1, center: 0, bottom: 1 }[valign];
        this.cy
          .getElementById(key)
          .addClass("labelled")
          .style({
            "z-index": above,
            "font-size": this.sizes.get(key).size / zoom,
            "text-valign": valign,
            "text-halign": halign,
            "text-margin-x": (across * LABEL.gap) / zoom,
            "text-margin-y": (along * LABEL.gap) / zoom,
            "text-outline-width": 3 / zoom,
          });
      }
      this.cy.edges(".chosen, .pointed").style({ "font-size": LABEL.least / zoom, "text-outline-width": 3 / zoom });
    });
  }
}
