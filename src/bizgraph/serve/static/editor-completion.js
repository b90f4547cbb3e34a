// What is offered while one types: prefixes, terms of the vocabulary, variables, and things by their names.

const WORD = /[\p{L}\p{N}_:?$.\/%#<>-]*$/u;
const PLAIN_NAME = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u; // a name that needs no escapes
const MOST = 40;
const CLASS_NEXT = /(^|[\s;{.])(a|rdf:type|rdfs:subClassOf)\s+\S*$/;

/** Offer completions in an editor; what there is to offer comes from an address, when first needed. */
export function completing(editor, address, texts) {
  let vocabulary = null;
  const known = () => (vocabulary ??= fetch(address).then((answer) => answer.json()).then(prepared));
  const hint = async () => offered(editor, await known(), texts);
  const offer = () =>
    editor.showHint({ hint, completeSingle: false, closeCharacters: /[\s{}()<>;,"']/, container: editor.rootEl });
  editor.on("focus", known);
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-Space": offer });
  editor.on("inputRead", (_, change) => {
    const { word, idle } = here(editor);
    if (idle || change.origin === "paste" || editor.state.completionActive) return;
    if (word.length > 1 || /[\p{Script=Han}?$]/u.test(word)) offer();
  });
}

function prepared(vocabulary) {
  const beginnings = Object.entries(vocabulary.prefixes).sort((a, b) => b[1].length - a[1].length);
  const short = (iri) => {
    const fitting = beginnings.find(([, beginning]) => iri.startsWith(beginning));
    const name = fitting && iri.slice(fitting[1].length);
    return fitting && PLAIN_NAME.test(name) ? `${fitting[0]}:${name}` : `<${iri}>`;
  };
  const things = vocabulary.things.map((each) => ({ ...each, text: short(each.iri) }));
  const terms = (kind) => vocabulary[kind].map((each) => ({ ...each, kind, text: each.name }));
  const [classes, properties, individuals] = ["classes", "properties", "individuals"].map(terms);
  return { prefixes: vocabulary.prefixes, classes, properties, individuals, things };
}

/** The word before the cursor, and whether it stands where nothing is completed. */
function here(editor) {
  const cursor = editor.getDoc().getCursor();
  const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  const kind = editor.getTokenAt(cursor).type ?? "";
  return { cursor, before, word: WORD.exec(before)[0], idle: /comment|string(?!-2)/.test(kind) };
}

function offered(editor, known, texts) {
  const { cursor, before, word } = here(editor);
  const from = { line: cursor.line, ch: cursor.ch - word.length };
  const found = fitting(editor, known, before, word).slice(0, MOST);
  const list = found.map((each) => ({
    text: each.text,
    render: (element) => draw(element, each, texts),
    hint: () => insert(editor, known, each, from, cursor),
  }));
  return { list, from, to: cursor };
}

function fitting(editor, known, before, word) {
  if (/PREFIX\s+\S*$/i.test(before)) {
    return Object.entries(known.prefixes)
      .filter(([prefix]) => prefix.startsWith(word.replace(/:.*/, "")))
      .map(([prefix, iri]) => ({ text: `${prefix}: <${iri}>`, label: "", kind: "prefix", declares: true }));
  }
  if (/^[?$]/.test(word)) {
    const written = new Set(editor.getValue().match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
    written.delete(word);
    return [...written].filter((each) => each.startsWith(word)).map((text) => ({ text, label: "", kind: "variable" }));
  }
  const { classes, properties, individuals, things } = known;
  const terms = CLASS_NEXT.test(before) ? [classes] : [properties, classes, individuals, things];
  const typed = word.replace(/^</, "").toLowerCase();
  const name = typed.includes(":") ? typed.slice(typed.indexOf(":") + 1) : typed;
  const prefix = typed.includes(":") ? typed.slice(0, typed.indexOf(":") + 1) : "";
  const rank = (each) => {
    const text = each.text.toLowerCase().replace(/^</, "");
    const label = each.label.toLowerCase();
    if (prefix && !text.startsWith(prefix) && `${each.kind}:` !== prefix) return 9;
    if (text.startsWith(typed) || text.slice(text.indexOf(":") + 1).startsWith(name)) return 0;
    if (label.startsWith(name)) return 1;
    return label.includes(name) || text.includes(name) ? 2 : 9;
  };
  return terms
    .flat()
    .map((each) => [rank(each), each])
    .filter(([order]) => order < 9)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}

function draw(element, each, texts) {
  const code = document.createElement("code");
  code.textContent = each.text;
  const label = document.createElement("span");
  label.textContent = each.label;
  const kind = document.createElement("small");
  kind.textContent = texts[each.kind] ?? "";
  element.append(...(each.text.startsWith("<") ? [label, code] : [code, label]), kind);
  if (each.about) element.title = each.about;
}

/** Put the chosen text in place of the word, and declare its prefix where the query does not. */
function insert(editor, known, each, from, to) {
  editor.getDoc().replaceRange(each.text, from, to, "complete");
  const prefix = each.text.split(":")[0];
  const declared = editor.getPrefixesFromQuery();
  if (each.declares || each.text.startsWith("<") || !(prefix in known.prefixes) || prefix in declared) return;
  editor.getDoc().replaceRange(`PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`, { line: 0, ch: 0 });
}
