// The page of a document without leaving it: a click on a marked sentence shows beside it what was made of it,
// an address that ends in #c123 opens the sentence there, and the legend turns kinds on and off. Without this
// script, sentences lead to the pages of their facts, and all kinds are marked.
"use strict";

const source = document.querySelector(".source");
const panel = document.querySelector(".panel .shown");
const made = panel.querySelector(".made-of-it");
const close = panel.querySelector(".close");
const boxes = [...document.querySelectorAll(".legend input")];
let asked = 0;

function facts(piece) {
  return piece.dataset.facts.split(" ");
}

function mark(key) {
  for (const piece of source.querySelectorAll(".fact")) {
    piece.classList.toggle("chosen", key !== null && facts(piece).includes(key));
  }
}

// Shows what was made of a piece of the text; the innermost of its facts is marked.
async function choose(piece) {
  const keys = facts(piece);
  mark(keys[0]);
  const number = ++asked;
  const address = new URL(location.pathname, location.origin);
  const language = new URLSearchParams(location.search).get("lang");
  if (language) address.searchParams.set("lang", language);
  address.searchParams.set("part", "made");
  for (const key of keys) address.searchParams.append("fact", key);
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    const words = await response.text();
    if (number === asked) made.innerHTML = words;
  } catch {
    if (number === asked) made.textContent = panel.dataset.failed;
  }
  if (number !== asked) return;
  panel.hidden = false;
  panel.closest(".panel").scrollTop = 0;
}

function shut() {
  asked++;
  panel.hidden = true;
  mark(null);
}

// Opens the sentence that the address ends in.
function arrive() {
  const place = /^#c\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  const piece = place && place.closest(".fact");
  if (piece) choose(piece);
}

function filter() {
  const hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  for (const piece of source.querySelectorAll(".fact")) {
    const kinds = piece.dataset.kinds.split(" ");
    const shown = kinds.filter((kind) => !hidden.has(kind));
    piece.classList.remove(...kinds);
    piece.classList.add(shown[0] ?? kinds[0]);
    piece.classList.toggle("more", shown.length > 1);
    piece.classList.toggle("off", shown.length === 0);
  }
}

source.addEventListener("click", (event) => {
  const piece = event.target.closest(".fact");
  if (!piece || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (piece.classList.contains("off")) return;
  if (!document.getSelection().isCollapsed) return; // words are being selected, not opened
  const first = source.querySelector(`.fact[data-facts~="${CSS.escape(facts(piece)[0])}"][id]`);
  if (first) history.replaceState(null, "", `#${first.id}`);
  choose(piece);
});
close.addEventListener("click", shut);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) shut();
});
addEventListener("hashchange", arrive);

close.hidden = false;
for (const box of boxes) {
  box.hidden = false;
  box.addEventListener("change", filter);
}
if (boxes.some((box) => !box.checked)) filter(); // the browser remembered what was off
arrive();
