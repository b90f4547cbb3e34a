// The same without the picture: a table of things, and one of the relations between them.

function table(title, columns, rows) {
  const heads = columns.map(([name, , type]) => make("th", { scope: "col", class: type ?? "" }, name));
  const body = make("tbody");
  for (const row of rows) {
    body.append(make("tr", {}, ...columns.map(([, value, type]) => make("td", { class: type ?? "" }, value(row)))));
  }
  const whole = make("table", {}, make("caption", {}, title), make("thead", {}, make("tr", {}, ...heads)), body);
  return make("div", { class: "scroll" }, whole);
}

function tables(shown) {
  const things = nodes.filter(shown);
  const ties = edges.filter((edge) => shown(edge) && shown(edge.from) && shown(edge.to));
  const nodeColumns = [
    [words.list.name, (node) => link(node)],
    [words.list.kind, (node) => kindOf(node).title],
    [words.list.relations, (node) => numbers.format(node.relations.length), "number"],
  ];
  const edgeColumns = [
    [words.panel.source, (edge) => link(edge.from)],
    [words.list.relation, (edge) => link(edge)],
    [words.panel.target, (edge) => link(edge.to)],
    [words.panel.weight, (edge) => numbers.format(edge.weight), "number"],
  ];
  const counted = (saying, list) => filled(saying, { count: numbers.format(list.length) });
  return [
    table(counted(words.list.nodes, things), nodeColumns, things),
    table(counted(words.list.edges, ties), edgeColumns, ties),
  ];
}
