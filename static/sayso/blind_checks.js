/* One key an answer: each button and link that names a key is pressed by it, unless somebody is typing. Loaded with the
   head, so that a key pressed while the rest of the page comes in is heard. */
"use strict";
{
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (meant) {
      event.preventDefault();
      meant.click();
    }
  });
}
