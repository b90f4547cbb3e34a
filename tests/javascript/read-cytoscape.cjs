// Read files with Cytoscape.js, and print what is in each, and how it would be drawn.
"use strict";

const fs = require("fs");
const cytoscape = require("cytoscape");

console.warn = console.error = (...words) => {
  throw new Error(words.join(" "));
};

const looks = (element, names) => Object.fromEntries(names.map((name) => [name, element.style(name)]));

function read(path) {
  const given = JSON.parse(fs.readFileSync(path, "utf8"));
  const cy = cytoscape({ headless: true, styleEnabled: true, ...given });
  const found = {
    network: cy.data(),
    nodes: cy.nodes().map((node) => ({
      data: node.data(),
      position: node.position(),
      drawn: looks(node, ["width", "height", "shape", "background-color", "label"]),
    })),
    edges: cy.edges().map((edge) => ({
      data: edge.data(),
      drawn: looks(edge, ["width", "line-color", "target-arrow-color", "target-arrow-shape", "label"]),
    })),
  };
  cy.destroy(); // or its timers keep the process alive
  return found;
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(read)));
