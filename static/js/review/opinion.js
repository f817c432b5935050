// The opinion stays on this machine until it has been sent.

const DAYS = 30;

/** Keep the text of the form's opinion under `data-keep`, and put it back when the page is opened again. */
export function keepOpinion(form) {
  const area = form.elements.opinion;
  if (!area) return;
  const key = form.dataset.keep;
  const revision = Number(form.dataset.revision);
  const kept = read(key);
  // A kept opinion that was sent while the form has moved on has arrived.
  if (kept?.sent !== undefined && kept.sent < revision) remove(key);
  else if (kept && !area.value) area.value = kept.text;
  show(form, area.value);
  for (const button of form.querySelectorAll("[data-draft]")) button.addEventListener("click", () => takeDraft(area, button.dataset.draft));
  area.addEventListener("input", () => {
    write(key, { text: area.value, at: Date.now() });
    show(form, area.value);
  });
  form.addEventListener("submit", () => write(key, { text: area.value, at: Date.now(), sent: revision }));
  forgetOld();
}

/** A draft takes the place of another draft or of nothing; what was typed stays above it. */
function takeDraft(area, draft) {
  const isOwn = area.value.trim() && area.value !== area.dataset.drafted;
  area.value = isOwn ? `${area.value.trimEnd()}\n${draft}` : draft;
  area.dataset.drafted = isOwn ? "" : draft;
  area.dispatchEvent(new Event("input"));
  area.focus();
}

function show(form, text) {
  form.querySelector("[data-kept]").hidden = !text || !read(form.dataset.keep);
  const preview = form.querySelector("[data-opinion-preview]");
  if (preview) preview.textContent = text.trim() || "未写";
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the text lives as long as the page.
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function forgetOld() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("opinion-"))) {
      if (Date.now() - (read(key)?.at ?? 0) > DAYS * 86_400_000) remove(key);
    }
  } catch {
    // Nothing was kept.
  }
}
