// Rows that come and go on the product page of the seller office: specifications, variants, their options and price tiers.
// `data-add="template"` copies a <template> to the end of `data-into`; KEY in it becomes the variant's own key. `data-remove`
// takes the nearest `data-row` away.
(() => {
  let added = 0;

  function add(button) {
    const template = document.getElementById(button.dataset.add);
    const place = button.dataset.into
      ? document.getElementById(button.dataset.into)
      : button.closest("[data-rows-owner]").querySelector("[data-rows]");
    const owner = button.closest("[data-key]");
    const key = template.dataset.newKey ? `n${Date.now().toString(36)}${(added += 1)}` : owner?.dataset.key || "";
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("KEY", key);
    const row = holder.firstElementChild;
    place.append(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-add], [data-remove]") : null;
    if (!button) return;
    if (button.dataset.add) add(button);
    else button.closest("[data-row]").remove();
  });

  // Pictures are sent as soon as they are chosen.
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.matches("[data-send-at-once]")) event.target.form.requestSubmit();
  });
})();
