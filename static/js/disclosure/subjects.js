// Subject codes found by code, Chinese or pinyin while typing; the name follows the code that was chosen.

const PAUSE = 150;

export class Subjects {
  constructor(form, choices) {
    this._form = form;
    this._choices = choices;
    this._timer = 0;
    this._names = new Map();
    form.addEventListener("focusin", (event) => this._attach(event.target));
    form.addEventListener("input", (event) => this._typed(event.target));
  }

  _attach(input) {
    if (!input.dataset.subjects) return;
    this._choices.replaceChildren();
    input.setAttribute("list", this._choices.id);
    this._ask(input);
  }

  _typed(input) {
    if (!input.dataset.subjects) return;
    this._name(input);
    clearTimeout(this._timer);
    this._timer = setTimeout(async () => {
      await this._ask(input);
      this._name(input); // the code may have been complete before its name was known
    }, PAUSE);
  }

  async _ask(input) {
    const text = input.value.trim();
    if (!text) return;
    const query = new URLSearchParams({ kind: input.dataset.subjects, year: this._form.dataset.year, q: text });
    try {
      const response = await fetch(`${this._form.dataset.subjectsUrl}?${query}`, { credentials: "same-origin" });
      const { subjects } = await response.json();
      for (const { code, name } of subjects) this._names.set(code, name);
      this._choices.replaceChildren(
        ...subjects.map(({ code, name }) => {
          const option = document.createElement("option");
          option.value = code;
          option.textContent = name;
          return option;
        }),
      );
    } catch {
      // the line is down: code and name are typed
    }
  }

  _name(input) {
    const name = this._names.get(input.value);
    const field = this._form.elements.namedItem(input.name.replace(/code$/, "name"));
    if (name && field) field.value = name;
  }
}
