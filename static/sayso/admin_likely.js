/* Says under a name, while it is typed, which records it looks like. Without scripts, saving says so. */
"use strict";
{
  const WAIT = 350;

  const show = (note, likely) => {
    note.replaceChildren(...(likely.length ? ["Looks like "] : []));
    likely.forEach(({ name, address }, number) => {
      const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", dir: "auto", textContent: name });
      note.append(number ? ", " : "", link);
    });
  };

  const watch = (input) => {
    const note = Object.assign(document.createElement("span"), { className: "likely-typed" });
    note.setAttribute("role", "status");
    input.after(note);
    let timer, asked = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++asked;
        const address = new URL(input.dataset.likely, document.baseURI);
        address.searchParams.set("name", input.value);
        const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
        const isJson = answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json");
        if (isJson && mine === asked) show(note, (await answer.json()).likely);
      }, WAIT);
    });
  };

  // The admin loads scripts before the form is there.
  addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-likely]").forEach(watch));
}
