// Charts: <figure data-chart="ID"><div class="chart"></div><table>…text twin…</table></figure> with the options as JSON in
// <script type="application/json" id="ID">. Colours come from the page's tokens, so that dark and large type hold.
import { BarChart, HeatmapChart, LineChart, CustomChart, TreeChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  AriaComponent, BarChart, CustomChart, GridComponent, HeatmapChart, LabelLayout, LegendComponent, LineChart, SVGRenderer,
  TooltipComponent, TreeChart, VisualMapComponent,
]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const dress = (value) => {
  if (typeof value === "string" && value.startsWith("--g-")) return token(value);
  if (Array.isArray(value)) return value.map(dress);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, dress(part)]));
  return value;
};

const draw = (figure) => {
  const data = document.getElementById(figure.dataset.chart);
  const place = figure.querySelector(".chart");
  if (!data || !place) return;
  const options = JSON.parse(data.textContent);
  const chart = echarts.init(place, null, { renderer: "svg" });
  const show = () => chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true, decal: { show: true } },
    color: [token("--g-pen"), token("--g-ok"), token("--g-wait"), token("--g-seal")],
    textStyle: { fontFamily: token("--tblr-font-sans-serif"), color: token("--g-ink") },
    ...dress(options),
  }, true);
  show();
  figure.classList.add("drawn");
  new ResizeObserver(() => chart.resize()).observe(place);
  new MutationObserver(show).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme", "class"] });
};

document.querySelectorAll("[data-chart]").forEach(draw);
