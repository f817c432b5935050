// Runs before the page is drawn, so that a chosen theme does not flash. Classic script on purpose.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // Storage can be closed by policy: the default theme serves.
  }
  if (!theme && matchMedia("(prefers-contrast: more)").matches) theme = "contrast";
  if (theme) document.documentElement.dataset.theme = theme;
})();
