// How do the design system, its theme and the typeface reach the pages? This copies and builds them into ../build/assets/vendor.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import "./fonts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const work = join(here, "..", "build", "theme");
const assets = join(here, "..", "build", "assets");
// Built beside the old one and swapped in at the end, so an interrupted build never leaves half a page.
const fresh = join(here, "..", "build", "assets.new");

const FIVE = ["action", "accent", "support", "ground", "text"];

function theme() {
  const file = process.env.LIVSKRAFT_THEME || join(here, "theme.config.json");
  const { colors, borderRadius = 6 } = JSON.parse(readFileSync(file, "utf8"));
  for (const name of FIVE) {
    const colour = process.env[`LIVSKRAFT_COLOUR_${name.toUpperCase()}`];
    if (colour) colors[name] = colour;
    if (!/^#[0-9a-f]{6}$/i.test(colors[name] || "")) stop(`Färgen "${name}" i ${file} ska skrivas som #rrggbb.`);
  }
  for (const name of ["action", "text"]) {
    const ratio = contrast(colors[name], colors.ground);
    if (ratio < 4.5) stop(`Färgen "${name}" (${colors[name]}) syns för dåligt mot "ground" (${colors.ground}): ${ratio.toFixed(1)}:1, minst 4,5:1 krävs.`);
  }
  return { colors, borderRadius };
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
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

function designSystemConfig({ colors, borderRadius }) {
  return {
    outDir: join(work, "tokens"),
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

function designSystem(...args) {
  const cli = join(packages, "@digdir", "designsystemet", "dist", "bin", "designsystemet.js");
  try {
    execFileSync(process.execPath, [cli, "tokens", ...args], { cwd: work, stdio: "pipe" });
  } catch (error) {
    stop(`Temat kunde inte byggas:\n${error.stdout}${error.stderr}`);
  }
}

function copy(from, to) {
  // The maps are not shipped, and a reference to a missing one stops collectstatic.
  const text = readFileSync(from, "utf8").replace(/\/\*[#@] sourceMappingURL=.*?\*\/|\/\/[#@] sourceMappingURL=.*$/gm, "");
  writeFileSync(join(fresh, "vendor", to), text);
}

rmSync(work, { recursive: true, force: true });
rmSync(fresh, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(join(fresh, "vendor", "fonts"), { recursive: true });

writeFileSync(join(work, "config.json"), JSON.stringify(designSystemConfig(theme())));
designSystem("create", "--config", join(work, "config.json"));
designSystem("build", "--config", join(work, "config.json"), "--tokens", join(work, "tokens"), "--out-dir", join(work, "css"));

copy(join(work, "css", "livskraft.css"), "theme.css");
copy(join(packages, "@digdir", "designsystemet-css", "dist", "src", "index.css"), "designsystemet.css");
copy(join(packages, "@digdir", "designsystemet-web", "dist", "umd", "index.js"), "designsystemet.js");
for (const subset of ["latin", "latin-ext"]) {
  const font = `inter-${subset}-wght-normal.woff2`;
  cpSync(join(packages, "@fontsource-variable", "inter", "files", font), join(fresh, "vendor", "fonts", font));
}

rmSync(assets, { recursive: true, force: true });
renameSync(fresh, assets);
