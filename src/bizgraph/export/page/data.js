// What the page holds: nodes and edges that know each other, and how their values are written.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const numbers = new Intl.NumberFormat(data.language, { maximumFractionDigits: 6 });

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

function thing(group, letter) {
  return (entry, index) => ({
    ...entry,
    group,
    key: `${letter}${index}`,
    name: oneLine(entry.label) || oneLine(entry.id),
  });
}

const nodes = data.nodes.map(thing("nodes", "n")).map((node) => ({ ...node, relations: [] }));
const nodeById = new Map(nodes.map((node) => [node.id, node]));
const edges = data.edges
  .map(thing("edges", "e"))
  .map((edge) => ({ ...edge, from: nodeById.get(edge.source), to: nodeById.get(edge.target) }));
for (const edge of edges) {
  for (const end of new Set([edge.from, edge.to])) end.relations.push(edge);
}
const byKey = new Map([...nodes, ...edges].map((each) => [each.key, each]));
const kinds = Object.fromEntries(
  Object.entries(data.kinds).map(([group, list]) => [group, new Map(list.map((kind) => [kind.name, kind]))]),
);

function kindOf(each) {
  return kinds[each.group].get(each.kind);
}

// The attributes of a thing, as pairs of a field and a value, in the order of the fields.
function attributesOf(each) {
  return data.fields[each.group]
    .filter((field) => Object.hasOwn(each.attributes, field.name))
    .map((field) => [field, each.attributes[field.name]]);
}

function written(value) {
  if (typeof value === "boolean") return value ? words.panel.yes : words.panel.no;
  return typeof value === "number" ? numbers.format(value) : value;
}

function filled(saying, values) {
  return saying.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Make an element; children that are text stay text.
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The swatch of a kind, as the legend shows it.
function swatch(each) {
  const button = [...document.querySelectorAll(`.kind[data-group="${each.group}"]`)].find(
    (candidate) => candidate.dataset.kind === each.kind,
  );
  return button.querySelector("svg").cloneNode(true);
}
