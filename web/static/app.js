// What needs a script: the evidence panel, side-by-side partners, keys, dropping files. The page works without it.
"use strict";

document.documentElement.classList.add("js");

const panel = () => document.getElementById("panel");
let opener = null;

function closePanel() {
  const box = panel();
  if (!box || !box.classList.contains("panel") || !box.firstChild) return false;
  box.replaceChildren();
  if (opener && opener.isConnected) opener.focus();
  opener = null;
  return true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) closePanel();
  const link = event.target.closest("[hx-target='#panel']");
  if (link && !link.closest("#panel")) opener = link;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "panel") {
    const title = document.getElementById("evidence-title");
    if (title) title.focus({ preventScroll: true });
    panel().scrollTop = 0;
  }
  startPair();
});

// A request that brought no answer says so, until one does. What asks again by itself goes on asking.
function tellTrouble(isThere) {
  const box = document.getElementById("trouble");
  const text = isThere ? box.dataset.text : "";
  if (box.textContent !== text) box.textContent = text;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, xhr } = event.detail;
  const isUnanswered = [502, 503, 504].includes(xhr.status);
  tellTrouble(isUnanswered);
  if (isUnanswered || (xhr.status >= 500 && elt.matches("[hx-trigger^='every']"))) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:sendError", () => tellTrouble(true));
document.addEventListener("htmx:timeout", () => tellTrouble(true));

// Side by side: a sentence's partners light up and come into view; lines show what moved.
const SVG = "http://www.w3.org/2000/svg";
let here = null;

function mates(sentence) {
  return (sentence.dataset.mates || "").split(" ").filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
}

function areBeside() {
  const canvas = document.querySelector("[data-pair] .threads");
  return canvas !== null && getComputedStyle(canvas).display !== "none";
}

function lightUp(sentence, scroll) {
  document.querySelectorAll(".is-here, .is-mate").forEach((s) => s.classList.remove("is-here", "is-mate"));
  here = sentence;
  if (!sentence) return draw();
  sentence.classList.add("is-here");
  const partners = mates(sentence);
  partners.forEach((s) => s.classList.add("is-mate"));
  // Where the articles stand one below the other, the sentence pointed at would be lost from sight.
  if (scroll && partners.length && areBeside()) intoView(partners[0]);
  draw();
}

function intoView(element) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const side = element.closest(".side");
  const box = element.getBoundingClientRect();
  const frame = side.getBoundingClientRect();
  if (side.scrollHeight > side.clientHeight + 1) {
    // The side alone is moved: the page, and with it what the mouse points at, stays where it is.
    if (box.top < frame.top + 60 || box.bottom > frame.bottom - 10) {
      side.scrollTo({ top: side.scrollTop + box.top - frame.top - side.clientHeight / 3, behavior });
    }
  } else if (box.top < 60 || box.bottom > innerHeight - 20) {
    element.scrollIntoView({ block: "center", behavior });
  }
}

// A line to what is scrolled out of sight ends at the edge behind which it is.
function within(y, side, frame) {
  const box = side.getBoundingClientRect();
  return Math.min(Math.max(y, box.top - frame.top + 50), box.bottom - frame.top - 4);
}

// The links that keep the order: the longest run in which neither side goes back. The others moved.
function inOrder(links) {
  const best = links.map((link, i) => {
    let before = null;
    for (let k = 0; k < i; k += 1) if (links[k].right <= link.right && (!before || links[k].run > before.run)) before = links[k];
    link.run = (before ? before.run : 0) + 1;
    link.before = before;
    return link;
  });
  let last = best.reduce((a, b) => (b.run > a.run ? b : a), { run: 0 });
  const kept = new Set();
  while (last) { kept.add(last); last = last.before; }
  return kept;
}

function draw() {
  const pair = document.querySelector("[data-pair]");
  const canvas = pair && pair.querySelector(".threads");
  if (!canvas || getComputedStyle(canvas).display === "none") return;
  const frame = pair.getBoundingClientRect();
  canvas.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
  const x1 = pair.querySelector("[data-side='1']").getBoundingClientRect().right - frame.left + 4;
  const x2 = pair.querySelector("[data-side='2']").getBoundingClientRect().left - frame.left - 4;
  const links = [];
  for (const one of pair.querySelectorAll("[data-side='1'] .s")) {
    for (const other of mates(one)) links.push({ one, other, right: Number(other.id.split("-")[1]) });
  }
  const kept = inOrder(links);
  canvas.replaceChildren(...links.map((link) => {
    const a = link.one.getBoundingClientRect();
    const b = link.other.getBoundingClientRect();
    const y1 = within(a.top - frame.top + Math.min(a.height / 2, 24), link.one.closest(".side"), frame);
    const y2 = within(b.top - frame.top + Math.min(b.height / 2, 24), link.other.closest(".side"), frame);
    const path = document.createElementNS(SVG, "path");
    const bend = (x2 - x1) / 2;
    path.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    if (!kept.has(link)) path.classList.add("moved");
    if (here === link.one || here === link.other) path.classList.add("on");
    return path;
  }));
}

function startPair() {
  const pair = document.querySelector("[data-pair]");
  if (!pair || pair.dataset.started) return;
  pair.dataset.started = "1";
  pair.addEventListener("mouseover", (event) => {
    const sentence = event.target.closest(".s");
    if (sentence && sentence !== here) lightUp(sentence, true);
  });
  pair.addEventListener("focusin", (event) => {
    const sentence = event.target.closest(".s");
    if (sentence && sentence !== here) lightUp(sentence, true);
  });
  if (window.ResizeObserver) new ResizeObserver(draw).observe(pair);
  for (const side of pair.querySelectorAll(".side")) side.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  draw();
}

function step(direction) {
  const all = [...document.querySelectorAll(here ? `[data-side='${here.closest("[data-side]").dataset.side}'] .s` : "[data-side='1'] .s")];
  const next = all[here ? all.indexOf(here) + direction : 0];
  if (next) goTo(next);
}

function goTo(sentence) {
  const link = sentence.querySelector("a.n");
  if (link) link.focus({ preventScroll: true });
  lightUp(sentence, true);
  intoView(sentence);
  const pair = document.querySelector("[data-pair]");
  if (pair.getBoundingClientRect().top > innerHeight / 3) pair.scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && closePanel()) return;
  if (event.target.closest("input, textarea, select")) return;
  const inPair = document.querySelector("[data-pair]");
  if (event.key === "/") {
    document.getElementById("q").focus();
    event.preventDefault();
  } else if (event.key === "?") {
    document.querySelector("a[href$='/help']").click();
  } else if (inPair && (event.key === "j" || event.key === "ArrowDown")) {
    step(1);
    event.preventDefault();
  } else if (inPair && (event.key === "k" || event.key === "ArrowUp")) {
    step(-1);
    event.preventDefault();
  } else if (inPair && here && ["h", "l", "ArrowLeft", "ArrowRight"].includes(event.key)) {
    const partner = mates(here)[0];
    if (partner) goTo(partner);
    event.preventDefault();
  }
});

// Dropping files and folders onto a field that takes them. Of a folder only what may be an article is sent.
const MAX_FILES = 1000;

function isWanted(zone, name) {
  const suffixes = (zone.dataset.drop || "").split(" ").filter(Boolean);
  return !suffixes.length || suffixes.some((suffix) => name.toLowerCase().endsWith(suffix));
}

function put(input, files) {
  const box = new DataTransfer();
  for (const file of files) box.items.add(file);
  input.files = box.files;
}

async function filesIn(entry, path, found) {
  if (entry.name.startsWith(".") || found.length >= MAX_FILES) return;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    // The name keeps the folder, as it does for a folder that is chosen.
    found.push(path ? new File([file], path + file.name, { type: file.type }) : file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    for (const one of some) await filesIn(one, `${path}${entry.name}/`, found);
  }
}

for (const zone of document.querySelectorAll("[data-drop]")) {
  const inputs = [...zone.querySelectorAll("input[type='file']")];
  const list = zone.querySelector("[data-drop-list]");
  const tell = () => {
    const names = inputs.flatMap((input) => [...input.files]).map((file) => file.name.split("/").pop());
    list.textContent = names.slice(0, 12).join(", ") + (names.length > 12 ? ` … +${names.length - 12}` : "");
  };
  for (const input of inputs) {
    input.addEventListener("change", () => {
      if (input.webkitdirectory) put(input, [...input.files].filter((file) => isWanted(zone, file.name)));
      tell();
    });
  }
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    if (entries.some((entry) => entry.isDirectory)) {
      for (const entry of entries) await filesIn(entry, "", found);
    } else {
      found.push(...event.dataTransfer.files);
    }
    // What was dropped before stays; a folder's pictures and notes do not come along.
    const wanted = found.filter((file) => !file.name.includes("/") || isWanted(zone, file.name));
    if (wanted.length) { put(inputs[0], inputs[0].multiple ? [...inputs[0].files, ...wanted] : wanted.slice(0, 1)); tell(); }
  });
}

startPair();
