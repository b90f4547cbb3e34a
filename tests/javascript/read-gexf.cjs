// Prints what graphology reads in GEXF files.
const fs = require("node:fs");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

const graphs = process.argv.slice(2).map((file) => gexf.parse(Graph, fs.readFileSync(file, "utf-8")).export());
console.log(JSON.stringify(graphs));
