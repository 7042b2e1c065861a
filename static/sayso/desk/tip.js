/* The claim behind a mark: shown where the mouse or the focus is, for as long as it is there. */

export function showClaimsBehindMarks(text, tip) {
  const hide = () => {
    tip.hidden = true;
  };

  function show(event) {
    const mark = event.target.closest?.(".said, .ref");
    if (!mark) return hide();
    const ids = (mark.dataset.under ?? mark.dataset.evidence).trim().split(" ");
    const links = ids.map((id) => text.querySelector(`.ref[data-evidence="${id}"]`)).filter(Boolean);
    tip.replaceChildren(...links.map(line));
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    tip.style.top = `${Math.min(box.bottom + 6, innerHeight - tip.offsetHeight - 6)}px`;
    tip.style.left = `${Math.max(6, Math.min(box.left, innerWidth - tip.offsetWidth - 6))}px`;
  }

  function line(link) {
    const shown = document.createElement("p");
    shown.dir = "auto";
    shown.textContent = `${link.dataset.sign} ${link.getAttribute("aria-label")}`;
    return shown;
  }

  for (const kind of ["mouseover", "focusin"]) text.addEventListener(kind, show);
  for (const kind of ["mouseleave", "focusout"]) text.addEventListener(kind, hide);
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
}
