// Counts the writer's own words while typing, and keeps the step strip true. Everything works without it.
(() => {
  const count = (text) => (text.trim() ? text.trim().split(/\s+/).length : 0);
  for (const field of document.querySelectorAll("textarea[data-words]")) {
    const line = document.querySelector(`[data-count-of="${field.id}"] [data-count]`);
    const part = field.closest("[data-part]");
    const step = part && document.querySelector(`[data-step="${part.dataset.part}"]`);
    const show = () => {
      const words = count(field.value);
      if (line) line.textContent = String(words);
      if (step && words) step.classList.add("ok");
    };
    const grow = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 4}px`;
    };
    field.addEventListener("input", () => { show(); grow(); });
    if (field.value) grow();
  }
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
})();
