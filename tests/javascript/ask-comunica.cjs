// Have Comunica answer the queries in files from the endpoint whose address the first file holds; print, for each
// query, its solutions as lines of JSON, sorted.
"use strict";

const fs = require("fs");
const { QueryEngine } = require("@comunica/query-sparql");

async function solutions(engine, query, endpoint) {
  const found = await engine.queryBindings(query, { sources: [{ type: "sparql", value: endpoint }] });
  const rows = await found.toArray();
  return rows
    .map((row) => JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]).sort())))
    .sort();
}

async function main() {
  const [endpoint, ...queries] = process.argv.slice(2).map((path) => fs.readFileSync(path, "utf8"));
  const engine = new QueryEngine();
  const answers = [];
  for (const query of queries) {
    answers.push(await solutions(engine, query, endpoint));
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
