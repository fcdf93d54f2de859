// Which colours does this municipality have? Five, from theme.config.json or the environment, and readable on their ground.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const FIVE = ["action", "accent", "support", "ground", "text"];

/** The five colours and the corner radius of this municipality; throws an Error with one sentence when they cannot be used. */
export function theme(env) {
  const file = env.LIVSKRAFT_THEME || join(here, "theme.config.json");
  const { colors, borderRadius = 6 } = JSON.parse(readFileSync(file, "utf8"));
  for (const name of FIVE) {
    const colour = env[`LIVSKRAFT_COLOUR_${name.toUpperCase()}`];
    if (colour) colors[name] = colour;
    if (!/^#[0-9a-f]{6}$/i.test(colors[name] || "")) throw new Error(`Färgen "${name}" i ${file} ska skrivas som #rrggbb.`);
  }
  for (const name of ["action", "text"]) {
    const ratio = contrast(colors[name], colors.ground);
    if (ratio < 4.5) throw new Error(`Färgen "${name}" (${colors[name]}) syns för dåligt mot "ground" (${colors.ground}): ${ratio.toFixed(1)}:1, minst 4,5:1 krävs.`);
  }
  return { colors, borderRadius };
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The same as the design system's own tool wants it, writing its tokens to `outDir`. */
export function designSystemConfig({ colors, borderRadius }, outDir) {
  return {
    outDir,
    clean: true,
    themes: {
      livskraft: {
        colors: { main: { primary: colors.action, accent: colors.accent }, support: { calm: colors.support }, neutral: colors.text },
        borderRadius,
        typography: { fontFamily: "Inter" },
        overrides: { colors: { neutral: { "background-tinted": { light: colors.ground } } } },
      },
    },
  };
}
