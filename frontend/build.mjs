// How do the design system, its theme and the typeface reach the pages? This copies and builds them into ../build/assets/vendor.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import "./fonts.mjs";
import { designSystemConfig, theme } from "./theme.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const work = join(here, "..", "build", "theme");
const assets = join(here, "..", "build", "assets");
// Built beside the old one and swapped in at the end, so an interrupted build never leaves half a page.
const fresh = join(here, "..", "build", "assets.new");

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function chosenTheme() {
  try {
    return theme(process.env);
  } catch (error) {
    return stop(error.message);
  }
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

const config = designSystemConfig(chosenTheme(), join(work, "tokens"));
rmSync(work, { recursive: true, force: true });
rmSync(fresh, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(join(fresh, "vendor", "fonts"), { recursive: true });

writeFileSync(join(work, "config.json"), JSON.stringify(config));
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
