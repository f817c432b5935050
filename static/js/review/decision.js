// Deciding: an opinion before a return, a second question before issuing, one request for two clicks.

/** Watch the forms of `root` that carry `data-once`. */
export function watchDecision(root) {
  for (const form of root.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => decide(event, form));
    // Enter in a check box would press the first button of the form.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }
  for (const button of root.querySelectorAll("[data-confirmed]")) {
    button.addEventListener("click", () => confirmed(button.closest("dialog")));
  }
  // A page that comes back from the browser's cache may be sent again.
  addEventListener("pageshow", () => root.querySelectorAll("form[data-once]").forEach((form) => delete form.dataset.sent));
}

function decide(event, form) {
  const button = event.submitter;
  if (form.dataset.sent || lacksOpinion(form, button)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const dialog = document.getElementById(button?.dataset.confirm ?? "");
  if (dialog && dialog.returnValue !== "yes") {
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.showModal();
    return;
  }
  form.dataset.sent = "1";
}

function confirmed(dialog) {
  dialog.close("yes");
  const button = document.querySelector(`[data-confirm="${dialog.id}"]`);
  button.form.requestSubmit(button);
  dialog.returnValue = "";
}

function lacksOpinion(form, button) {
  const area = form.elements.opinion;
  if (button?.dataset.step !== "return" || area.value.trim() || form.elements.with_remarks?.checked) {
    area?.setCustomValidity("");
    return false;
  }
  area.setCustomValidity("退回要写意见，请写明需要修改什么");
  area.addEventListener("input", () => area.setCustomValidity(""), { once: true });
  area.reportValidity();
  return true;
}
