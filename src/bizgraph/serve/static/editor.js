// The SPARQL editor: YASGUI's Yasqe in the place of the plain form, which works without any of this.

import { completing } from "./editor-completion.js";
import { Results } from "./editor-results.js";

const form = document.querySelector("form.query");
const plain = form.querySelector("textarea");
const fault = document.getElementById("fault");
const run = document.getElementById("run");
const stop = document.getElementById("stop");
const texts = JSON.parse(document.getElementById("texts").textContent);
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const results = new Results(document.getElementById("result"), texts, language);
const ACCEPTED = "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.8";
const LONGEST_SHOWN = 20e6; // bytes of an answer that a page shows; the rest is for downloads

let asking = null;
let marked = [];

// Nothing is kept in the browser, no other host is asked: what of Yasqe would do so is switched off. Its
// completers are switched off in its defaults, since an empty list among the settings leaves the defaults.
Yasqe.defaults.autocompleters = [];
const editor = new Yasqe(form.insertBefore(document.createElement("div"), plain), {
  value: plain.value,
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "auto",
  screenReaderLabel: form.querySelector("label[for=query]").textContent,
  requestConfig: { endpoint: "/sparql" },
  // Tab goes to the next control, as everywhere on the page: nobody is caught in the text.
  extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": ask, "Cmd-Enter": ask, "Ctrl-S": () => undefined },
});
plain.hidden = true;
form.querySelector(".format").hidden = true;
document.getElementById("keys").hidden = false;
form.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
completing(editor, document.querySelector("script[data-vocabulary]").dataset.vocabulary, texts);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
stop.addEventListener("click", () => asking?.abort());
document.getElementById("example").addEventListener("change", load);
document.querySelector("form.examples button").hidden = true;
editor.on("change", () => {
  plain.value = editor.getValue();
  unmark();
});

async function load(event) {
  if (!event.target.value) return;
  const asked = new URLSearchParams({ name: event.target.value, lang: language });
  const response = await fetch(`/editor/example?${asked}`);
  if (!response.ok) return tell(response.status, await response.text());
  editor.setValue(await response.text());
  results.clear();
  share("");
}

/** Make the address of the page that of its query, so that it can be sent to somebody. */
function share(query) {
  for (const link of [location, document.querySelector("header .language")]) {
    const address = new URL(link.href);
    address.searchParams.delete("example");
    query ? address.searchParams.set("query", query) : address.searchParams.delete("query");
    link === location ? history.replaceState(null, "", address) : (link.href = address);
  }
}

async function ask() {
  const query = editor.getValue();
  asking?.abort();
  const mine = (asking = new AbortController());
  unmark();
  share(query);
  results.wait();
  stop.hidden = false;
  const begun = performance.now();
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      body: new URLSearchParams({ query }),
      headers: { Accept: ACCEPTED },
      signal: mine.signal,
    });
    if (!response.ok) return tell(response.status, await response.text());
    const { text, whole } = await beginning(response);
    const seconds = (performance.now() - begun) / 1000;
    const type = response.headers.get("Content-Type") ?? "";
    if (!whole) return results.tooLong(query, type.includes("json"));
    await results.show(query, type.includes("json") ? JSON.parse(text) : text, seconds);
  } catch (error) {
    results.clear();
    if (error.name !== "AbortError") fault.textContent = texts.broken;
  } finally {
    if (asking === mine) {
      asking = null;
      stop.hidden = true;
    }
  }
}

/** Read an answer, but no more of it than a page can show. */
async function beginning(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    size += value.length;
    if (size > LONGEST_SHOWN) {
      await reader.cancel();
      return { text, whole: false };
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Say why there is no answer, and mark the place in the query if there is one. */
function tell(status, body) {
  results.clear();
  let problem = { detail: body };
  try {
    problem = JSON.parse(body);
  } catch {
    // an answer in plain words is told as it is
  }
  fault.replaceChildren();
  const what = document.createElement("strong");
  what.textContent = texts[`status${status}`] ?? texts.refused;
  fault.append(what, " ", problem.detail ?? problem.title ?? "");
  if (problem.line) mark(problem.line - 1, problem.column - 1, problem.found ?? "");
}

/** Mark a place, and go there. Columns count characters; the editor counts units of UTF-16. */
function mark(line, column, found) {
  const words = editor.getDoc().getLine(line) ?? "";
  const start = [...words].slice(0, column).join("").length;
  const end = Math.max(start + found.length, start + 1);
  const spot = { className: "wrong", title: fault.textContent };
  const from = start < words.length ? start : Math.max(0, words.length - 1);
  marked.push(editor.getDoc().markText({ line, ch: from }, { line, ch: Math.min(end, words.length) }, spot));
  editor.addLineClass(line, "background", "wrong-line");
  editor.getDoc().setCursor({ line, ch: start });
  editor.focus();
  marked.push({ clear: () => editor.removeLineClass(line, "background", "wrong-line") });
}

function unmark() {
  marked.forEach((each) => each.clear());
  marked = [];
  fault.replaceChildren();
}
