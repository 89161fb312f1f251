// On a question: what stands so far stays open or hidden from one page to the next, and Escape hides it at once.
"use strict";
(() => {
  const KEPT = "at-side";
  const panel = () => document.getElementById(KEPT);
  document.addEventListener("toggle", (event) => {
    if (event.target === panel()) sessionStorage.setItem(KEPT, event.target.open ? "open" : "");
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel()) panel().open = false;
  });
  document.addEventListener("htmx:load", () => {
    if (panel() && sessionStorage.getItem(KEPT)) panel().open = true;
  });
  // A page that came without a reload is read from its beginning, as any other.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === document.body) document.getElementById("content").focus({ preventScroll: true });
  });
  // Where the server cannot be reached, the browser says so itself, and keeps what was typed.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt.closest("form");
    if (form && form.method === "post") form.submit();
  });
})();
