// Light, dark and large type change at once; the form that keeps the choice is sent behind the page. Works without this file.
(() => {
  const root = document.documentElement;
  const apply = {
    theme: (value) => root.setAttribute("data-bs-theme", value),
    large: (value) => root.classList.toggle("chu-lon", value === "1"),
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-theme], button[data-large]");
    if (!button || !button.form) return;
    event.preventDefault();
    const { name, value, form } = button;
    apply[name](value);
    if (name === "large") {
      button.setAttribute("aria-pressed", value === "1" ? "true" : "false");
      button.value = value === "1" ? "0" : "1";
    } else {
      for (const other of form.querySelectorAll("button[data-theme]")) {
        other.setAttribute("aria-pressed", other === button ? "true" : "false");
      }
    }
    const body = new URLSearchParams(new FormData(form));
    body.set(name, value);
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
})();
