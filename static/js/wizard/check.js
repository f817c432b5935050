// 核对送审 looks at what the server has; edits that this browser has not sent yet would be left out.

import { pageData } from "./dom.js";
import { prefixOf } from "./store.js";

function unsentEdits() {
  try {
    const prefix = prefixOf(pageData("wizard-config"));
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.flatMap((key) => JSON.parse(localStorage.getItem(key)).entries);
  } catch {
    return []; // no storage: the page of the form has asked before it was left
  }
}

function warn() {
  const count = unsentEdits().length;
  const notice = document.getElementById("unsent");
  notice.hidden = !count;
  notice.querySelector("[data-unsent-count]").textContent = String(count);
  const submit = document.querySelector("[data-submit]");
  if (submit) submit.disabled = count > 0;
}

addEventListener("storage", warn);
addEventListener("pageshow", warn);
warn();
