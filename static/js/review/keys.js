// R and A only move the focus to a button, so that no single key decides; the switch turns them off.

const STORED = "review-keys";
const STEPS = { r: ["return"], a: ["approve", "issue"] };

/** Watch the keys while the decision `form` is on the page. */
export function watchKeys(form) {
  const toggle = form.querySelector("[data-shortcuts]");
  if (!toggle) return;
  toggle.checked = stored() !== "off";
  toggle.addEventListener("change", () => store(toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const steps = STEPS[event.key.toLowerCase()];
    if (!steps || !toggle.checked || isTaken(event)) return;
    const button = steps.map((step) => form.querySelector(`[data-step="${step}"]`)).find(Boolean);
    if (button) {
      event.preventDefault();
      button.focus();
    }
  });
}

function isTaken(event) {
  const { target } = event;
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    target.isContentEditable ||
    target.closest("textarea, select, dialog, input:not([type=checkbox])") !== null
  );
}

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // The choice then lasts for this page only.
  }
}
