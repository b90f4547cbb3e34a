// Prints what graphology reads in GraphML files.
const fs = require("node:fs");
const Graph = require("graphology");
const graphml = require("graphology-graphml");

const graphs = process.argv.slice(2).map((file) => graphml.parse(Graph, fs.readFileSync(file, "utf-8")).export());
console.log(JSON.stringify(graphs));
