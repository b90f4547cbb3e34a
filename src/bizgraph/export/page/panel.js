// The details of what is chosen: what is said of it, its relations, and the words it rests on.

function link(each, name = each.name) {
  return make("button", { type: "button", class: "link", "data-key": each.key }, name);
}

// A relation that is called like all of its kind is told apart by its ends.
function headline(each) {
  const says = each.group === "nodes" || each.name !== kindOf(each).title;
  return says ? each.name : `${each.from.name} → ${each.to.name}`;
}

function head(each) {
  const kind = make("p", { class: "sort" }, swatch(each), kindOf(each).title);
  return [kind, make("h2", { tabindex: "-1" }, headline(each))];
}

function pairs(rows) {
  const list = make("dl");
  for (const [title, value] of rows) list.append(make("dt", {}, title), make("dd", {}, value));
  return rows.length ? [list] : [];
}

function heading(title, number) {
  const count = make("span", { class: "count" }, numbers.format(number));
  return make("h3", {}, make("span", { class: "title" }, title), count);
}

// Addresses are for programs, and stand behind what is for readers.
function isAddress(value) {
  return [value].flat().every((text) => /^https?:\S+$/.test(text));
}

function facts(each) {
  return attributesOf(each)
    .filter(([, value]) => !Array.isArray(value) && !isAddress(value))
    .map(([field, value]) => [field.title, written(value)]);
}

function texts(each) {
  return attributesOf(each)
    .filter(([, value]) => Array.isArray(value) && !isAddress(value))
    .flatMap(([field, value]) => [
      heading(field.title, value.length),
      make("ul", { class: "texts" }, ...value.map((text) => make("li", {}, text))),
    ]);
}

// Identifiers as text, or as links where the page stands on a server that shows what they identify.
function opened(identifiers) {
  if (!data.server) return identifiers.join("\n");
  const { base, path } = data.server;
  const lines = identifiers.map((each) => {
    if (!each.startsWith(base)) return make("span", {}, each);
    return make("a", { href: encodeURI(decodeURI(path + each.slice(base.length))), target: "_top" }, each.slice(base.length));
  });
  return make("span", { class: "lines" }, ...lines);
}

function addresses(each) {
  const found = attributesOf(each).filter(([, value]) => isAddress(value));
  const rows = found.map(([field, value]) => [field.title, opened([value].flat())]);
  if (!found.some(([, value]) => value === each.id)) rows.unshift([words.panel.identifier, opened([each.id])]);
  return rows;
}

// The relations of a node by kind and direction: a button to the other end, and one to the relation itself.
function relations(node) {
  const groups = new Map();
  const outgoingFirst = [...node.relations].sort((one, other) => (other.from === node) - (one.from === node));
  for (const edge of outgoingFirst) {
    const outgoing = edge.from === node;
    const title = `${kindOf(edge).title} · ${outgoing ? words.panel.outgoing : words.panel.incoming}`;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([edge, outgoing ? edge.to : edge.from]);
  }
  return [...groups].flatMap(([title, found]) => [
    heading(title, found.length),
    make("ul", { class: "relations" }, ...found.sort(heaviest).map(([edge, other]) => relation(edge, other))),
  ]);
}

function heaviest([one], [other]) {
  return other.weight - one.weight;
}

function relation(edge, other) {
  const itself = link(edge, numbers.format(edge.weight));
  const label = filled(words.panel.relation, { label: edge.name });
  itself.setAttribute("aria-label", label);
  itself.setAttribute("title", label);
  return make("li", {}, swatch(other), link(other), itself);
}

function ends(edge) {
  return [
    [words.panel.source, link(edge.from)],
    [words.panel.target, link(edge.to)],
    [words.panel.weight, numbers.format(edge.weight)],
  ];
}

function details(each) {
  const isNode = each.group === "nodes";
  const rows = isNode ? facts(each) : [...ends(each), ...facts(each)];
  const [identifiers] = pairs(addresses(each));
  identifiers.classList.add("identifiers");
  return [...head(each), ...pairs(rows), ...texts(each), ...(isNode ? relations(each) : []), identifiers];
}
