// The form page and the review desk: keeping the opinion, deciding once, keys, focus after a part was replaced.

import { showBanner } from "../common.js";
import { watchDecision } from "./decision.js";
import { watchKeys } from "./keys.js";
import { keepOpinion } from "./opinion.js";

// First, as it stops what is not to be sent.
watchDecision(document);
const decision = document.getElementById("decision");
if (decision) {
  keepOpinion(decision);
  watchKeys(decision);
}

// htmx shows nothing for a refusal; its reason is plain text (see projects/middleware.py).
document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  if (status === 403 || status === 409) showBanner(responseText);
  if (status === 404) showBanner("没有找到，可能已被删除。请刷新页面。");
});

// After a remark was written the focus goes back to the cell it belongs to.
let writtenAt = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("#write-remark");
  writtenAt = form && event.target === form ? form.elements.path.value : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (!writtenAt || document.getElementById("write-remark")) return;
  document.querySelector(`[data-place="${CSS.escape(writtenAt)}"]`)?.focus();
  writtenAt = "";
});
