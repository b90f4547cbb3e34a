// Prints, for each script of Cypher, its statements as Neo4j's own grammar parts them, and what its parser and
// semantic analysis find wrong.
const { readFileSync } = require("node:fs");
const { lintCypherQuery, parseStatementsStrs } = require("@neo4j-cypher/language-support");

function read(path) {
  const script = readFileSync(path, "utf8");
  return {
    statements: parseStatementsStrs(script).map((statement) => statement.trim()).filter(Boolean),
    faults: lintCypherQuery(script, {}).diagnostics.map(({ message, offsets }) => [message, offsets.start]),
  };
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));
