// Proofs open beside the texts, or over their lower edge where the screen is narrow; nothing here is needed to read them.

const panel = document.querySelector(".proof-panel");
const close = panel?.querySelector("[data-close-proofs]");
let opener = null;

function open(link) {
  const proof = document.getElementById(link.hash.slice(1));
  if (!proof) return;
  if (!panel.contains(link)) opener = link;
  panel.classList.add("is-open");
  close.hidden = false;
  location.replace(link.hash); // highlights it; the way back stays that of the page
  proof.focus({ preventScroll: true });
}

function shut() {
  panel.classList.remove("is-open");
  close.hidden = true;
  opener?.focus();
}

if (panel) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey) return;
    if (link.hash.startsWith("#proof-")) {
      event.preventDefault();
      open(link);
    } else if (panel.contains(link)) {
      panel.classList.remove("is-open");
      close.hidden = true;
    }
  });
  close.addEventListener("click", shut);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });
}
