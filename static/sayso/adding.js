/* While a page is read on the server: say so, and let the form be sent once. Without this script it works the same. */
"use strict";
{
  for (const form of document.querySelectorAll("form.bring")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      const sign = form.querySelector(".reading");
      sign.textContent = sign.dataset.words;
    });
  }
  // Coming back by the browser's button shows the page as it was left: let it be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form.bring")) {
      delete form.dataset.sent;
      form.querySelector(".reading").textContent = "";
    }
  });
}
