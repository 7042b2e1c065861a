/* A field to find words in the text by: Enter selects their sentence, Shift and Enter the words alone. */

import { element } from "./options.js";

export function finder(desk, { onFind, onLeave }) {
  const field = element("input", "", {
    type: "search",
    class: "desk-find",
    "aria-label": "Find words in the text: Enter selects their sentence, Shift and Enter the words alone",
    placeholder: "find words",
  });
  field.hidden = true;
  desk.append(field);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") onFind(field.value, event.shiftKey);
    field.hidden = true;
    onLeave();
  });
  return () => {
    field.hidden = false;
    field.focus();
    field.select();
  };
}
