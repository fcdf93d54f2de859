// Which font files do the PDF papers use? This unpacks Inter, and Noto for Arabic, from their web format into ../build/fonts.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules", "@fontsource");
const fonts = join(here, "..", "build", "fonts");
const fresh = `${fonts}.new`;

// The typesetter takes one file per family and weight, so every alphabet is its own family, of a name as long as Inter.
const alphabets = { latin: "Inter", "latin-ext": "IntEx", greek: "IntGr", cyrillic: "IntCy" };
const faces = Object.entries(alphabets).map(([subset, family]) => ({ name: "inter", subset, family }));
// Noto is used for one alphabet only, so it keeps its own name: Noto Sans Arabic.
faces.push({ name: "noto-sans-arabic", subset: "arabic" });

// WOFF 1.0 is a TrueType file whose tables are packed one by one: https://www.w3.org/TR/WOFF/
function unpacked(woff, family) {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  const largest = 2 ** Math.floor(Math.log2(count));
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(largest * 16, 6);
  head.writeUInt16BE(Math.log2(largest), 8);
  head.writeUInt16BE((count - largest) * 16, 10);
  const parts = [head];
  let at = head.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + 20 * i;
    const [offset, packed, size] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field));
    const data = woff.subarray(offset, offset + packed);
    const table = Buffer.from(packed < size ? inflateSync(data) : data);
    if (family && woff.toString("latin1", entry, entry + 4) === "name") rename(table, family);
    const to = 12 + 16 * i;
    woff.copy(head, to, entry, entry + 4);
    woff.copy(head, to + 4, entry + 16, entry + 20);
    head.writeUInt32BE(at, to + 8);
    head.writeUInt32BE(size, to + 12);
    const padding = Buffer.alloc((4 - (size % 4)) % 4);
    parts.push(table, padding);
    at += size + padding.length;
  }
  return Buffer.concat(parts);
}

function rename(table, family) {
  const [from, to] = ["Inter", family].map((name) => Buffer.from(name, "utf16le").swap16());
  for (let at = table.indexOf(from); at !== -1; at = table.indexOf(from, at + 1)) to.copy(table, at);
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
for (const { name, subset, family } of faces) {
  for (const weight of [400, 600, 700]) {
    const woff = readFileSync(join(packages, name, "files", `${name}-${subset}-${weight}-normal.woff`));
    writeFileSync(join(fresh, `${name}-${subset}-${weight}.ttf`), unpacked(woff, family));
  }
}
rmSync(fonts, { recursive: true, force: true });
renameSync(fresh, fonts);
