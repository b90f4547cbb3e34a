// The answer to a query as a table: things by their names, each with its sentence, and downloads.

const AT_ONCE = 200; // rows that are drawn at a time
const TABLES = ["csv", "tsv", "json", "xml"];
const GRAPHS = ["ttl", "nt", "rdf", "jsonld", "trig", "nq"];

export class Results {
  constructor(place, texts, language) {
    Object.assign(this, { place, texts, language });
  }

  clear() {
    this.place.replaceChildren();
  }

  wait() {
    this.place.replaceChildren(element("p", "quiet", this.texts.waiting));
  }

  tooLong(query, isTable) {
    this.place.replaceChildren(element("p", "", this.texts.long), this.downloads(query, isTable));
  }

  /** Show the JSON of a SELECT or an ASK, or the Turtle of a graph. */
  async show(query, answer, seconds) {
    const time = this.said("seconds", { seconds: seconds.toFixed(2) });
    if (typeof answer === "string") {
      const text = element("pre", "turtle", answer);
      text.tabIndex = 0;
      this.place.replaceChildren(element("p", "quiet count", time), this.downloads(query, false), text);
    } else if ("boolean" in answer) {
      const verdict = element("p", "verdict", answer.boolean ? this.texts.yes : this.texts.no);
      this.place.replaceChildren(verdict, element("p", "quiet count", time));
    } else {
      const rows = answer.results.bindings;
      const count = element("p", "quiet count", `${this.said("rows", { rows: rows.length })} · ${time}`);
      this.place.replaceChildren(count, this.downloads(query, true));
      if (rows.length) await this.table(answer.head.vars, rows);
    }
  }

  async table(names, rows) {
    const table = element("table");
    const head = table.createTHead().insertRow();
    for (const name of names) {
      const cell = element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    const scroll = element("div", "table");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", this.place.getAttribute("aria-label"));
    scroll.append(table);
    this.place.append(scroll);
    const more = element("button", "plain", "");
    let drawn = 0;
    const draw = async () => {
      const next = rows.slice(drawn, drawn + AT_ONCE);
      const things = await this.named(next);
      for (const row of next) {
        const line = body.insertRow();
        for (const name of names) line.append(this.cell(row[name], things));
      }
      drawn += next.length;
      more.hidden = drawn >= rows.length;
      more.textContent = this.said("more", { shown: drawn, rows: rows.length });
    };
    more.type = "button";
    more.addEventListener("click", draw);
    await draw();
    this.place.append(more);
  }

  /** Ask the server what the things of some rows are called, and which sentences they stand on. */
  async named(rows) {
    const iris = new Set(rows.flatMap(Object.values).filter((term) => term.type === "uri").map((term) => term.value));
    const things = {};
    for (const some of chunks([...iris], 1000)) {
      const response = await fetch(`/editor/things?lang=${this.language}`, {
        method: "POST",
        body: JSON.stringify(some),
        headers: { "Content-Type": "application/json" },
      });
      if (response.ok) Object.assign(things, (await response.json()).things);
    }
    return things;
  }

  cell(term, things) {
    const cell = element("td");
    if (!term) return cell;
    if (term.type !== "uri") {
      cell.textContent = term.type === "bnode" ? `_:${term.value}` : term.value;
      if (/#(integer|decimal|double|float|int|long)$/.test(term.datatype ?? "")) cell.className = "number";
      else if (term.value.length > 24) cell.className = "words";
      if (term["xml:lang"]) cell.lang = term["xml:lang"];
      return cell;
    }
    const thing = things[term.value];
    const link = element("a", "", thing?.label ?? term.value);
    link.href = thing?.href ?? `/resource?iri=${encodeURIComponent(term.value)}`;
    link.title = term.value;
    cell.append(link);
    if (thing?.source) cell.append(this.quotation(thing.source));
    return cell;
  }

  quotation(source) {
    const fold = element("details", "source");
    fold.append(element("summary", "", this.said("line", { file: source.file, line: source.line })));
    const words = element("blockquote", "", source.quote);
    words.lang = "zh-Hans";
    const link = element("a", "", this.texts.place);
    link.href = source.href;
    fold.append(words, link);
    return fold;
  }

  downloads(query, isTable) {
    const line = element("p", "behind");
    line.append(element("span", "", this.texts.download));
    for (const form of isTable ? TABLES : GRAPHS) {
      const link = element("a", "", this.texts[`as_${form}`]);
      link.href = `/sparql?${new URLSearchParams({ query, format: form })}`;
      link.download = `result.${form === "json" && isTable ? "srj" : form === "xml" ? "srx" : form}`;
      line.append(link);
    }
    return line;
  }

  said(key, values) {
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString?.("en") ?? values[name]);
  }
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}

function* chunks(list, size) {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
