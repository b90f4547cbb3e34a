// The picture: drawn by Cytoscape.js at the places that the data gives.

const SHAPES = { ellipse: "ellipse", box: "round-rectangle", diamond: "diamond" };
const LARGE = 2000;
const MARGIN = 56;
const CLOSEST = 1.6;
const still = matchMedia("(prefers-reduced-motion: reduce)");

// How far things can be fitted into a container, and where the middle of them is.
function fitting(container, positions) {
  const xs = positions.map(({ x }) => x);
  const ys = positions.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const margin = 2 * Math.min(MARGIN, container.clientWidth / 8);
  const across = (container.clientWidth - margin) / (right - left || 1);
  const along = (container.clientHeight - margin) / (bottom - top || 1);
  const zoom = Math.max(Math.min(across, along, CLOSEST), 1e-6);
  return { zoom, x: (left + right) / 2, y: (top + bottom) / 2 };
}

// By how much things and lines are drawn larger than told, so that a wide network can be seen as a whole.
function growth(container) {
  return Math.max(1, Math.sqrt(0.6 / fitting(container, nodes).zoom));
}

class Picture {
  constructor(container, family) {
    this.container = container;
    this.large = nodes.length + edges.length > LARGE;
    const scale = growth(container);
    const colours = getComputedStyle(document.documentElement);
    const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
    this.cy = cytoscape({
      container,
      elements: [...nodes.map((node) => this.node(node, scale)), ...edges.map((edge) => this.edge(edge, scale))],
      style: this.style(colour, family, scale),
      layout: { name: "preset", fit: false },
      autounselectify: true,
      boxSelectionEnabled: false,
      textureOnViewport: this.large,
      hideEdgesOnViewport: this.large,
      hideLabelsOnViewport: this.large,
      maxZoom: 8,
      ...(this.large && { pixelRatio: 1 }),
    });
    this.labels = new Labels(this.cy, family, container.parentElement.querySelector(".tools"));
    this.chosen = null;
    this.near = null;
    this.fitted = true;
    this.listen();
  }

  node(node, scale) {
    const data = { id: node.key, label: shortened(node.name), colour: node.colour, shape: SHAPES[node.shape] };
    return { group: "nodes", data: { ...data, size: node.size * scale }, position: { x: node.x, y: -node.y } };
  }

  edge(edge, scale) {
    const data = { id: edge.key, label: shortened(edge.name), source: edge.from.key, target: edge.to.key };
    return { group: "edges", data: { ...data, colour: edge.colour, width: edge.width * scale } };
  }

  style(colour, family, scale) {
    const text = {
      label: "data(label)",
      "font-family": family,
      "font-size": LABEL.least,
      "min-zoomed-font-size": 7,
      color: colour("ink"),
      "text-outline-color": colour("paper"),
    };
    const curved = {
      "curve-style": "bezier",
      "control-point-step-size": 32 * scale,
      "target-arrow-color": "data(colour)",
      "target-arrow-shape": "triangle",
      "arrow-scale": 0.9,
      "target-distance-from-node": 2 * scale,
    };
    const ring = { "outline-width": 2.5 * scale, "outline-offset": 3 * scale, "outline-color": colour("seal") };
    const dark = { "line-color": colour("ink"), "target-arrow-color": colour("ink"), width: scale };
    const sealed = { "line-color": colour("seal"), "target-arrow-color": colour("seal"), "line-opacity": 1 };
    return [
      {
        selector: "node",
        style: {
          shape: "data(shape)",
          width: "data(size)",
          height: "data(size)",
          "background-color": "data(colour)",
          "border-width": this.large ? 0 : 1.5 * scale,
          "border-color": colour("paper"),
          "overlay-opacity": 0,
        },
      },
      {
        selector: "edge",
        style: {
          width: "data(width)",
          "line-color": "data(colour)",
          "line-opacity": this.large ? 0.5 : 0.8,
          "overlay-opacity": 0,
          // In a large picture only the lines of what is pointed at are curved and have arrows: drawing is slow.
          ...(this.large ? { "curve-style": "haystack", "haystack-radius": 0 } : curved),
        },
      },
      { selector: "edge.near", style: { ...curved, "line-opacity": 1, "z-index": 8 } },
      ...(this.large ? [{ selector: "edge.near", style: dark }] : []),
      { selector: "node.labelled", style: text },
      { selector: "node.near", style: { "z-index": 8 } },
      { selector: ".faded", style: { opacity: 0.12 } },
      { selector: ".hidden", style: { display: "none" } },
      { selector: "edge.pointed, edge.chosen", style: { ...text, "z-index": 9 } },
      { selector: "node.chosen", style: { ...ring, "z-index": 9 } },
      { selector: "edge.chosen", style: sealed },
    ];
  }

  listen() {
    this.cy.on("mouseover", "node, edge", (event) => this.point(event.target));
    this.cy.on("mouseout", "node, edge", () => this.point(null));
    this.cy.on("dragfree", "node", () => this.label());
    this.cy.on("dragpan scrollzoom pinchzoom", () => {
      this.fitted = false;
    });
    this.cy.on("viewport", () => this.settle());
    new ResizeObserver(() => this.resize()).observe(this.container);
  }

  // Take the room that there is now: all of the network where all of it was shown.
  resize() {
    this.cy.resize();
    if (this.fitted) this.fit();
    else this.label();
  }

  // Place labels once the picture has come to rest.
  settle() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.label(), 120);
  }

  label() {
    clearTimeout(this.waiting);
    this.labels.place(this.near);
  }

  element(each) {
    return this.cy.getElementById(each.key);
  }

  choose(each) {
    this.cy.elements(".chosen").removeClass("chosen");
    this.chosen = each && this.element(each).addClass("chosen");
    this.point(null);
  }

  // Let what the pointer is on stand out with all it touches; else what is chosen; else everything.
  point(element) {
    const middle = element ?? this.chosen;
    const around = middle && (middle.isNode() ? middle.closedNeighborhood() : middle.union(middle.connectedNodes()));
    this.cy.batch(() => {
      this.cy.elements(".pointed").removeClass("pointed");
      element?.addClass("pointed");
      this.cy.elements(".near").removeClass("near");
      around?.addClass("near");
      this.fade(around);
    });
    this.near = around;
    this.label();
  }

  fade(around) {
    // In a large picture lines are pale already, and too many.
    const all = this.large ? this.cy.nodes() : this.cy.elements();
    all.filter(".faded").removeClass("faded");
    if (around) all.difference(around).addClass("faded");
  }

  hide(isHidden) {
    this.cy.batch(() => {
      for (const each of byKey.values()) this.element(each).toggleClass("hidden", isHidden(each));
    });
    this.label();
  }

  fit() {
    const shown = this.cy.nodes().not(".hidden");
    if (!shown.length || !this.container.clientWidth) return;
    const { zoom, x, y } = fitting(this.container, shown.map((node) => node.position()));
    const pan = { x: this.cy.width() / 2 - zoom * x, y: this.cy.height() / 2 - zoom * y };
    this.cy.stop().viewport({ zoom, pan });
    this.fitted = true;
    this.label();
  }

  zoom(factor) {
    const { x, y } = this.cy.pan();
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    const pan = { x: middle.x - factor * (middle.x - x), y: middle.y - factor * (middle.y - y) };
    this.move({ zoom: this.cy.zoom() * factor, pan });
  }

  // Go to a thing, and near enough to see it among its neighbours.
  centre(each) {
    const closer = Math.min(1, 3 * fitting(this.container, nodes).zoom);
    this.bring(each, Math.max(this.cy.zoom(), closer));
  }

  // Bring a thing into the picture if it is outside.
  reveal(each) {
    const box = this.element(each).renderedBoundingBox({ includeLabels: false });
    const inside = box.x1 > 0 && box.y1 > 0 && box.x2 < this.cy.width() && box.y2 < this.cy.height();
    if (!inside) this.bring(each, this.cy.zoom());
  }

  bring(each, zoom) {
    const { x1, x2, y1, y2 } = this.element(each).boundingBox({ includeLabels: false });
    const pan = { x: (this.cy.width() - zoom * (x1 + x2)) / 2, y: (this.cy.height() - zoom * (y1 + y2)) / 2 };
    this.move({ zoom, pan });
  }

  move(view) {
    this.fitted = false;
    this.cy.stop();
    if (still.matches) this.cy.viewport(view);
    else this.cy.animate({ ...view, duration: 240, easing: "ease-out" });
  }

  reset() {
    this.cy.batch(() => {
      for (const node of nodes) this.element(node).position({ x: node.x, y: -node.y });
    });
    this.fit();
  }

  // The whole picture as an image, sharp enough for paper.
  image() {
    return this.cy.png({ full: true, scale: 2, maxWidth: 3000, maxHeight: 3000, bg: "#ffffff" });
  }
}
