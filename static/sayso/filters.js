// Without this script the form works as well: it only keeps empty filters out of the address.
document.querySelectorAll("form.filters").forEach((form) => {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (!value.trim()) event.formData.delete(name);
    }
  });
});
