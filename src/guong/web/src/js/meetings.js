// The clock of the step under way, in the runner and on the wall. Without it the minutes stand as text.
(() => {
  const draw = (clock) => {
    if (!clock.dataset.started) return;
    const whole = Number(clock.dataset.minutes) * 60;
    const left = Math.round(whole - (Date.now() - Date.parse(clock.dataset.started)) / 1000);
    const shown = Math.abs(left);
    const minutes = Math.min(Math.floor(shown / 60), 999);
    const text = `${left < 0 ? "+" : ""}${minutes}:${String(shown % 60).padStart(2, "0")}`;
    const place = clock.querySelector("[data-left]");
    if (place) place.textContent = text;
    clock.classList.toggle("over", left < 0);
    const ring = clock.querySelector("[data-ring]");
    if (ring) ring.setAttribute("stroke-dasharray", `${Math.max(0, Math.min(100, (left / whole) * 100))} 100`);
  };
  const all = () => document.querySelectorAll("[data-clock]").forEach(draw);
  all();
  window.setInterval(all, 1000);
})();
