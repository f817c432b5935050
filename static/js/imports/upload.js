// Choosing files: dropping them, seeing their names, and hearing of files that are too large before they travel.

import "./once.js";

const MIB = 1024 * 1024;

function describe(file, most) {
  const size = file.size < MIB / 10 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / MIB).toFixed(1)} MB`;
  return file.size > most ? `${file.name}（${size}，太大，最多 ${most / MIB} MB）` : `${file.name}（${size}）`;
}

for (const form of document.querySelectorAll("[data-upload]")) {
  const input = form.querySelector('input[type="file"]');
  const list = form.querySelector("[data-chosen]");
  const place = form.querySelector("[data-drop-place]");
  const most = Number(form.dataset.mostBytes);
  const mostFiles = Number(form.dataset.mostFiles);

  const show = () => {
    const files = [...input.files];
    list.replaceChildren(
      ...files.map((file) => {
        const item = document.createElement("li");
        item.textContent = describe(file, most);
        item.classList.toggle("bad", file.size > most);
        return item;
      }),
    );
    let problem = files.some((file) => file.size > most) ? "有文件超过大小上限，请去掉后再上传" : "";
    if (files.length > mostFiles) problem = `一次最多 ${mostFiles} 个文件，请分几次上传，或打成 zip`;
    input.setCustomValidity(problem);
  };

  input.addEventListener("change", show);
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("is-over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("is-over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("is-over");
    input.files = event.dataTransfer.files;
    show();
  });
}
