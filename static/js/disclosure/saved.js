// After a section was stored its texts need not be kept in this browser any more.

import { dropDraftsOf } from "./drafts.js";

const saved = new URLSearchParams(location.search).get("saved");
if (saved) {
  dropDraftsOf(`${location.pathname}edit/${saved}/`);
  history.replaceState(null, "", location.pathname);
}
