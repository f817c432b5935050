// What every page needs: CSRF for htmx, dialogs, menus, the search key, the theme, and the calm word when the line is down.

import { csrfToken, fitHeight, showBanner } from "./common.js";

const MESSAGE_OFFLINE = "没有连上，内容未丢失。连上后请再试一次。";
const MESSAGE_SERVER = "系统没有处理成功，内容未丢失。请稍后再试。";

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function chooseTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts for this page only.
  }
  markTheme();
}

function markTheme() {
  const current = document.documentElement.dataset.theme ?? "light";
  for (const button of document.querySelectorAll("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === current));
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.openDialog)?.showModal();
  }
  event.target.closest("[data-close-dialog]")?.closest("dialog")?.close();
  const themed = event.target.closest("[data-set-theme]");
  if (themed) chooseTheme(themed.dataset.setTheme);
  if (event.target.closest("[data-close-banner]")) showBanner("");
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.activeElement?.closest("details.menu[open]");
    closeMenus(null);
    open?.querySelector("summary").focus();
  }
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    const search = document.querySelector("[data-global-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-go-to]")) location.assign(event.target.value);
});

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-fit-height]")) fitHeight(event.target);
});

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:sendError", () => showBanner(MESSAGE_OFFLINE));
document.addEventListener("htmx:timeout", () => showBanner(MESSAGE_OFFLINE));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) showBanner(MESSAGE_SERVER);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) showBanner("");
});

/** Bring a page, or a part that htmx has put in, to its starting state. */
function prepare(root) {
  root.querySelectorAll("textarea[data-fit-height]").forEach(fitHeight);
}

document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
addEventListener("resize", () => prepare(document));
markTheme();
prepare(document);
