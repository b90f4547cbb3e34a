// Read files with graphology, and print what is in each.
"use strict";

const fs = require("fs");
const Graph = require("graphology");

function read(path) {
  const graph = Graph.from(JSON.parse(fs.readFileSync(path, "utf8")));
  return {
    type: graph.type,
    multi: graph.multi,
    attributes: graph.getAttributes(),
    nodes: graph.mapNodes((key, attributes) => ({ key, attributes })),
    edges: graph.mapEdges((key, attributes, source, target) => ({ key, source, target, attributes })),
  };
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(read)));
