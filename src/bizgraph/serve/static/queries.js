// Shows, as somebody types, only those saved queries in which all the typed words stand.
"use strict";

const bar = document.querySelector("[data-filter]");
const items = [...document.querySelectorAll(bar.dataset.filter)].map((item) => ({
  item,
  words: `${item.dataset.words} ${item.textContent}`.toLowerCase(),
}));
const field = bar.querySelector("input");
const said = bar.querySelector("output");

function show() {
  const typed = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { item, words } of items) {
    item.hidden = !typed.every((word) => words.includes(word));
    count += item.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll("#list > section")) {
    section.hidden = section.querySelector("li:not([hidden])") === null;
  }
  said.textContent = typed.length ? bar.dataset.said.replace("#", String(count)) : "";
}

field.addEventListener("input", show);
bar.hidden = false;
show();
