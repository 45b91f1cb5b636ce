// What pages do beyond links and forms: an evidence panel closes where it was opened.

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("a[data-panel]");
  if (!link) return;
  const open = document.getElementById(link.dataset.panel);
  if (!open) return;
  event.preventDefault();
  open.remove();
  link.setAttribute("aria-expanded", "false");
});

document.addEventListener("htmx:afterSwap", (event) => {
  const link = event.detail.requestConfig?.elt?.closest("a[data-panel]");
  if (link) link.setAttribute("aria-expanded", "true");
});
