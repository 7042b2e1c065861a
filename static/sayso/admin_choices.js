/* Names for screen readers: select2 draws its own boxes, and leaves an empty one without the name of its field. */
"use strict";
{
  const $ = django.jQuery;

  function nameOf(select) {
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) return label.textContent;
    const cell = select.closest("td[class*=field-]");
    const column = cell && cell.closest("table").querySelector(`th.${cell.className.split(" ")[0].replace("field-", "column-")}`);
    return column ? column.textContent : select.getAttribute("aria-label") || select.name;
  }

  function nameAll(root) {
    $(root).find("select.select2-hidden-accessible").each((_, select) => {
      const box = $(select).data("select2").$selection.find(".select2-selection__rendered");
      if (!box.attr("aria-label")) box.attr("aria-label", nameOf(select).trim().replace(/:$/, ""));
    });
  }

  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
}
