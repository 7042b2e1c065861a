/* A filter by record goes as soon as the record is chosen; without scripts its button does the same. */
"use strict";
{
  const $ = django.jQuery;
  $(document).on("select2:select select2:clear", ".record-filter select", (event) => {
    event.target.form.submit();
  });
}
