// Drives @getodk/xforms-engine, the engine of ODK Web Forms, under Node with jsdom: a line of JSON in, one out.
// Same protocol as javarosa_worker.py. The packages lie in the folder given as first argument.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.argv[2], "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!doctype html>");
for (const name of ["Attr", "Blob", "CDATASection", "CharacterData", "Comment", "Document", "DOMParser", "Element", "File",
  "FormData", "HTMLElement", "Node", "Text", "XMLDocument", "XMLSerializer", "XPathResult", "document", "window"]) {
  globalThis[name] = name === "window" ? window : window[name];
}
// Its expression parser takes Node for CommonJS and fails; without `process` it takes this for a browser and works.
const node = globalThis.process;
const engine = pathToFileURL(join(process.argv[2], "node_modules/@getodk/xforms-engine/dist/index.js"));
delete globalThis.process;
const { loadForm } = await import(engine);
globalThis.process = node;

const key = (path) => path.replaceAll("[1]", "");
const MEDIA = "upload";
let form = null;

async function load(file, folder) {
  const text = readFileSync(file, "utf8");
  const beside = async (url) => new Response(readFileSync(join(folder, basename(url.pathname || url.href))));
  const begun = performance.now();
  form = await loadForm(text, { fetchFormAttachment: beside, missingResourceBehavior: "BLANK" });
  if (form.status === "failure") throw form.error;
  form.createInstance();
  return { ms: performance.now() - begun };
}

function* leaves(node) {
  for (const child of node.currentState.children ?? []) {
    if (child.currentState.children) yield* leaves(child);
    else yield child;
  }
}

function find(node, path) {
  const at = key(node.currentState.reference);
  if (at === path && !node.nodeType.startsWith("repeat-range")) return node;
  if (path !== at && !path.startsWith(`${at}/`) && !node.nodeType.startsWith("repeat-range")) return null;
  for (const child of node.currentState.children ?? []) {
    const found = find(child, path);
    if (found) return found;
  }
  return null;
}

function range(node, path) {
  for (const child of node.currentState.children ?? []) {
    if (child.nodeType.startsWith("repeat-range") && key(child.currentState.reference) === path) return child;
    const found = child.currentState.children ? range(child, path) : null;
    if (found) return found;
  }
  return null;
}

function put(node, text) {
  switch (node.nodeType) {
    case "select": return node.selectValues(text ? (node.selectType === "select" ? text.split(" ") : [text]) : []);
    case "rank": return node.setValues(text ? text.split(" ") : []);
    case "trigger": return node.setValue(text === "OK");
    case MEDIA: return node.setValue(text instanceof File ? text : text ? new File(["x"], text) : null);
    default: return node.setValue(text);
  }
}

function act(root, verb, path, text) {
  if (verb !== "answer") {
    const at = path.replace(/\[\d+\]$/, "");
    const repeat = range(root, key(verb === "add" ? path : at));
    if (!repeat?.addInstances || !repeat.currentState.relevant) return "absent";
    if (verb === "add") repeat.addInstances();
    else repeat.removeInstances(Number(path.slice(at.length + 1, -1)) - 1);
    return "ok";
  }
  const node = find(root, key(path));
  if (!node || !node.currentState.relevant || node.currentState.readonly) return "absent";
  const offered = node.currentState.valueOptions?.map((one) => one.value);
  if (offered && text && !(node.selectType === "select1" ? [text] : text.split(" ")).every((one) => offered.includes(one))) {
    return "choice";
  }
  const before = node.nodeType === MEDIA ? node.currentState.value : node.currentState.instanceValue;
  put(node, text);
  const broken = node.validationState.violation;
  if (broken) put(node, before ?? ""); // Collect, and a chat, do not take what is refused
  return broken ? broken.condition : "ok";
}

function asked(root) {
  const questions = [...leaves(root)].filter((one) => one.currentState.relevant && !one.currentState.readonly);
  return questions
    .filter((one) => !["model-value", "note", "attribute"].includes(one.nodeType))
    .filter((one) => one.currentState.valueOptions === null || !one.appearances?.label)
    .map((one) => [key(one.currentState.reference), one.currentState.valueOptions?.map((item) => item.value) ?? null]);
}

function play(acts) {
  const { root } = form.createInstance();
  const said = acts.map((one) => act(root, ...one));
  return { said, asked: asked(root), xml: root.instanceState.instanceXML };
}

function open() {
  const begun = performance.now();
  form.createInstance();
  return { ms: performance.now() - begun };
}

function time(acts) {
  const { root } = form.createInstance();
  return { us: acts.map((one) => timed(root, ...one)) };
}

function timed(root, verb, path, text) {
  const node = verb === "answer" ? find(root, key(path)) : null;
  const begun = performance.now();
  if (node) put(node, text);
  else act(root, verb, path, text);
  return node ? (performance.now() - begun) * 1000 : 0;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let said;
  try {
    if (asked.load) said = await load(asked.load, asked.folder);
    else if (asked.open) said = open();
    else said = asked.play ? play(asked.play) : time(asked.time);
  } catch (error) {
    said = { error: `${error?.name}: ${error?.message ?? error}`.split("\n")[0] };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
