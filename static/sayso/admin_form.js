/* The claim's form: what is filled in is open, and who said it is asked of utterances only. */
"use strict";
{
  const isFilled = (field) =>
    !["hidden", "submit"].includes(field.type) &&
    (["checkbox", "radio"].includes(field.type) ? field.checked : !["", "unknown"].includes(field.value));

  function openWhatIsFilled(root) {
    for (const details of root.querySelectorAll("fieldset.collapse > details")) {
      const fields = [...details.querySelectorAll("input, select, textarea")];
      if (fields.some(isFilled)) details.open = true;
    }
  }

  function askWhoSaidIt() {
    const kind = document.querySelector("#id_kind");
    const fieldset = document.querySelector("fieldset.utterance");
    if (!kind || !fieldset) return;
    const show = () => {
      const details = fieldset.querySelector("details");
      const filled = [...details.querySelectorAll("select")].some(isFilled);
      fieldset.hidden = kind.value !== "utterance" && !filled;
      details.open = !fieldset.hidden;
    };
    kind.addEventListener("change", show);
    show();
  }

  // An address may name a piece of evidence (#evidence-3): show it open.
  function openWhatIsNamed() {
    const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const details = named && named.querySelector("details.piece");
    if (!details) return;
    details.open = true;
    named.scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", () => {
    openWhatIsFilled(document);
    askWhoSaidIt();
    openWhatIsNamed();
  });
}
