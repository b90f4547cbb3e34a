// What is chosen, what is hidden, and which view is shown; everything on the page follows from these.

const panel = document.getElementById("panel");
const list = document.getElementById("list");
const hidden = { nodes: new Set(), edges: new Set() };
let picture = null;
let chosen = null;
let origin = null;

function shown(each) {
  return !hidden[each.group].has(each.kind);
}

function choose(each, { focus = false } = {}) {
  if (each && !chosen) origin = document.activeElement;
  chosen = each;
  panel.hidden = !each;
  document.getElementById("details").replaceChildren(...(each ? details(each) : []));
  panel.scrollTop = 0;
  picture.resize();
  picture.choose(each);
  if (each) picture.reveal(each);
  if (each && focus) panel.querySelector("h2").focus();
}

// Go to a thing wherever it is: its kind is shown, too.
function visit(each, options) {
  for (const part of each.group === "edges" ? [each, each.from, each.to] : [each]) toggle(part.group, part.kind, true);
  choose(each, options);
}

function leave() {
  if (!chosen) return;
  choose(null);
  if (origin?.isConnected) origin.focus();
}

function toggle(group, kind, visible) {
  if (visible === !hidden[group].has(kind)) return;
  if (visible) hidden[group].delete(kind);
  else hidden[group].add(kind);
  for (const button of document.querySelectorAll(`.kind[data-group="${group}"]`)) {
    if (button.dataset.kind === kind) button.setAttribute("aria-pressed", visible);
  }
  if (chosen && !shown(chosen)) choose(null);
  picture.hide((each) => !shown(each));
  if (!list.hidden) list.replaceChildren(...tables(shown));
}

function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", button.dataset.view === name);
  }
  list.hidden = name !== "list";
  list.replaceChildren(...(list.hidden ? [] : tables(shown)));
  picture.resize();
  if (chosen) picture.reveal(chosen);
}

const tools = {
  closer: () => picture.zoom(1.4),
  further: () => picture.zoom(1 / 1.4),
  fit: () => picture.fit(),
  reset: () => {
    for (const [group, kindsHidden] of Object.entries(hidden)) {
      for (const kind of [...kindsHidden]) toggle(group, kind, true);
    }
    choose(null);
    picture.reset();
  },
};

function listen() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tool) tools[button.dataset.tool]();
    else if (button.dataset.view) view(button.dataset.view);
    else if (button.classList.contains("kind")) {
      toggle(button.dataset.group, button.dataset.kind, button.getAttribute("aria-pressed") === "false");
    } else if (button.dataset.key) visit(byKey.get(button.dataset.key), { focus: true });
    else if (button.classList.contains("close")) leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  picture.cy.on("tap", (event) => {
    if (event.target === picture.cy) leave();
    else choose(byKey.get(event.target.id()));
  });
  window.addEventListener("beforeprint", () => {
    document.getElementById("print").src = picture.image();
  });
}

async function start() {
  const family = getComputedStyle(document.body).fontFamily;
  await document.fonts.load(`16px ${family}`, data.title || "0");
  picture = new Picture(document.getElementById("picture"), family);
  const widths = new Set(edges.map((edge) => edge.width));
  document.querySelector(".width").hidden = widths.size < 2;
  new Search(document.getElementById("search"), document.getElementById("found"), (node) => {
    visit(node);
    picture.centre(node);
  });
  listen();
  // For whoever drives the page from outside.
  window.network = { picture: picture.cy, nodes, edges };
  picture.cy.one("render", () => document.documentElement.setAttribute("data-drawn", ""));
}

start();
