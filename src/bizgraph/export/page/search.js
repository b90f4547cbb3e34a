// Finding things by name, in the manner of the ARIA combobox pattern.

const MOST = 12;

function plain(text) {
  return text.normalize("NFKC").toLocaleLowerCase();
}

const names = nodes.map((node) => [plain(node.name), node]);

function found(asked) {
  const wanted = plain(asked.trim());
  if (!wanted) return [];
  return names
    .map(([name, node]) => [name.indexOf(wanted), name.length, node])
    .filter(([place]) => place >= 0)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || other[2].size - one[2].size)
    .map(([, , node]) => node);
}

class Search {
  constructor(input, list, pick) {
    Object.assign(this, { input, list, pick, options: [], active: -1 });
    input.addEventListener("input", () => this.open());
    input.addEventListener("focus", () => this.open());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
    // Before the box loses the focus, and the list with it.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(byKey.get(option.dataset.key));
    });
  }

  open() {
    const matches = found(this.input.value);
    this.options = matches.slice(0, MOST);
    this.list.replaceChildren(...this.options.map((node, index) => this.option(node, index)));
    if (this.input.value.trim() && !matches.length) this.note(words.search.nothing);
    if (matches.length > MOST) {
      this.note(filled(words.search.more, { count: numbers.format(matches.length - MOST) }));
    }
    this.move(this.options.length ? 0 : -1);
    this.show(this.list.children.length > 0);
  }

  option(node, index) {
    const attributes = { role: "option", id: `found-${index}`, "data-key": node.key };
    const name = make("span", { class: "title" }, node.name);
    return make("li", attributes, swatch(node), name, make("span", { class: "sort" }, kindOf(node).title));
  }

  note(words) {
    this.list.append(make("li", { class: "note" }, words));
  }

  move(to) {
    this.active = to;
    this.options.forEach((_, index) => this.list.children[index].setAttribute("aria-selected", index === to));
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `found-${to}`);
    this.list.children[to]?.scrollIntoView({ block: "nearest" });
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", open);
  }

  close() {
    this.show(false);
    this.move(-1);
  }

  take(node) {
    this.input.value = node.name;
    this.close();
    this.pick(node);
  }

  key(event) {
    const many = this.options.length;
    const keys = {
      ArrowDown: () => (this.list.hidden ? this.open() : many && this.move((this.active + 1) % many)),
      ArrowUp: () => many && this.move((this.active + many - 1) % many),
      Enter: () => !this.list.hidden && this.active >= 0 && this.take(this.options[this.active]),
      Escape: () => {
        if (this.list.hidden) return;
        event.stopPropagation();
        this.close();
      },
    };
    if (!Object.hasOwn(keys, event.key) || event.isComposing) return;
    if (event.key !== "Escape") event.preventDefault();
    keys[event.key]();
  }
}
