/* Chains in the admin's evidence form: speakers and credits, in order, added by search or by making a new record.

   A chain posts repeated inputs of one name, which it takes from its `.chain-name`: Django renumbers that one when
   a row is added or removed. Nothing is built from strings of HTML. */
"use strict";
{
  const $ = django.jQuery;
  const ROW = ".inline-related";

  const nameOf = (chain) => chain.querySelector(".chain-name").name;
  const articleOf = (chain) => chain.closest(ROW).querySelector('select[name$="-article"]').value;

  function setUp(chain) {
    const search = $(chain.querySelector(".chain-search"));
    if (!search.length || search.hasClass("select2-hidden-accessible")) return;
    search.select2({
      placeholder: "Search…",
      width: "100%",
      theme: "admin-autocomplete",
      ajax: {
        url: chain.dataset.searchedAt,
        delay: 150,
        data: (asked) => ({ term: asked.term || "", article: articleOf(chain) }),
      },
    });
    const shown = search.data("select2").$selection.find(".select2-selection__rendered");
    shown.attr("aria-label", `Search ${nameOf(chain).split("-").pop()}`);
    search.on("select2:select", (event) => {
      const { id, name, kind } = event.params.data;
      add(chain, id, name, kind);
      search.val(null).trigger("change");
    });
    // The window that makes a missing record leaves it in this select, and says so through jQuery.
    $(chain).on("change", ".chain-made", (event) => {
      const made = event.target;
      const option = made.options[made.options.length - 1];
      if (!option) return;
      add(chain, `${made.dataset.kind}:${option.value}`, option.text, made.dataset.kindName);
      made.replaceChildren();
    });
    chain.addEventListener("click", (event) => press(chain, event.target));
  }

  function add(chain, token, name, kind) {
    const made = chain.querySelector("template").content.cloneNode(true);
    const link = made.querySelector(".chain-link");
    link.querySelector(".chain-token").value = token;
    link.querySelector(".chain-label").textContent = name;
    link.querySelector(".chain-kind").textContent = kind;
    for (const [part, suffix] of [["token", ""], ["how", "-how"], ["wording", "-wording"]]) {
      const input = link.querySelector(`.chain-${part}`);
      if (input) input.name = nameOf(chain) + suffix;
    }
    chain.querySelector(".chain-links").append(link);
    if (link.querySelector(".chain-how")) takeForRelay(chain);
  }

  // What names where it has it from is a relay: said once for the editor, who may still think otherwise.
  function takeForRelay(chain) {
    const basis = chain.closest(ROW).querySelector('select[name$="-basis"]');
    if (basis && !basis.value) basis.value = "relays";
  }

  function press(chain, button) {
    const link = button.closest(".chain-link");
    if (button.matches(".chain-remove")) {
      link.remove();
      $(chain.querySelector(".chain-search")).select2("focus");
    } else if (button.matches(".chain-up") && link.previousElementSibling) {
      link.previousElementSibling.before(link);
      button.focus();
    } else if (button.matches(".chain-down") && link.nextElementSibling) {
      link.nextElementSibling.after(link);
      button.focus();
    } else if (button.matches(".add-related")) {
      nameArticle(chain, button);
    }
  }

  // A new informant is one of the passage's own article.
  function nameArticle(chain, link) {
    if (link.dataset.kind !== "unnamed_source") return;
    const address = new URL(link.href);
    address.searchParams.set("article", articleOf(chain));
    link.href = address.href;
  }

  const setUpAll = (root) => root.querySelectorAll(".inline-related:not(.empty-form) .chain").forEach(setUp);

  $(() => setUpAll(document));
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll(".chain").forEach(setUp));
}
