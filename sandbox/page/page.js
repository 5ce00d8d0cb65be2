// The page: who is shown, the tabs of narrow screens, and the clock on top.

import * as api from "./api.js";
import { Phone } from "./chat.js";
import { el } from "./draw.js";

const ROLES = ["PLKB", "Koordinator", "Kader"];
const PHONES = 3;
const HOUR = 3_600_000;
const WIB = 7 * HOUR; // no summer time
const LOOK_EVERY = 2000;

const timeFormat = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" });
const dateFormat = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", weekday: "long", day: "numeric", month: "long", year: "numeric" });

const phones = [];
let people = null;
let active = 0;
let now = 0;
let jumping = false;

const start = async () => {
  document.getElementById("nobody").addEventListener("submit", addSomebody);
  document.querySelector(".jumps").addEventListener("click", (event) => {
    const kind = event.target.closest("[data-jump]")?.dataset.jump;
    if (kind) jump(kind);
  });
  await look();
  setInterval(look, LOOK_EVERY);
};

// Time and people, again and again: a demo's data may still be coming in.
const look = async () => {
  try {
    const [clock, known] = await Promise.all([api.clock(), api.people()]);
    showTime(clock);
    if (known.length !== people?.length) showPeople(known);
    status(walking(clock));
  } catch {
    status("Ruang coba tidak menjawab. Mencoba lagi…");
  }
};

const showPeople = (known) => {
  people = known;
  document.getElementById("nobody").hidden = people.length > 0;
  for (const phone of phones) phone.setPeople(people);
  choose().forEach((person, index) => {
    if (!phones[index]) addPhone(person);
    else if (phones[index].person !== person) phones[index].change(person);
  });
  drawTabs();
};

const addPhone = (person) => {
  const phone = new Phone(people, person, (from) => (from ? drawTabs() : remember()));
  phones.push(phone);
  document.getElementById("phones").append(phone.root);
};

// ?people=1,2,3, else the first of each role, else the first three.
const choose = () => {
  const ids = new Set(people.map((person) => person.id));
  const asked = (new URLSearchParams(location.search).get("people") ?? "").split(",").map(Number).filter((id) => ids.has(id));
  if (asked.length) return asked.slice(0, PHONES);
  const byRole = ROLES.map((role) => people.find((person) => person.about.startsWith(role))?.id).filter(Boolean);
  return [...new Set([...byRole, ...ids])].slice(0, PHONES);
};

const remember = () => {
  const query = new URLSearchParams(location.search);
  query.set("people", phones.map((phone) => phone.person).join(","));
  history.replaceState(null, "", `?${query}`.replaceAll("%2C", ","));
  drawTabs();
};

const drawTabs = () => {
  const tabs = document.querySelector(".tabs");
  while (tabs.children.length < phones.length) {
    const index = tabs.children.length;
    tabs.append(el("button", { type: "button", role: "tab", onclick: () => activate(index) }, el("span"), el("b")));
  }
  phones.forEach((phone, index) => {
    const tab = tabs.children[index];
    tab.firstChild.textContent = phone.name;
    tab.lastChild.textContent = index === active || !phone.unread ? "" : phone.unread;
    tab.setAttribute("aria-selected", index === active);
    phone.root.classList.toggle("active", index === active);
    phone.root.classList.toggle("away", narrow() && index !== active);
  });
};

const narrow = () => matchMedia("(max-width: 719px)").matches;

const activate = (index) => {
  active = index;
  phones[index].unread = 0;
  drawTabs();
  phones[index].scrollDown("instant");
};

const showTime = (clock) => {
  now = Date.parse(clock.now);
  document.getElementById("time").textContent = `${timeFormat.format(now)} WIB`;
  document.getElementById("time").dateTime = clock.now;
  document.getElementById("date").textContent = dateFormat.format(now);
  setJumping(jumping || clock.target !== clock.now);
};

// What is on its way there is said where a walk takes longer than a look.
const walking = (clock) => {
  if (clock.target === clock.now) return "";
  const target = Date.parse(clock.target);
  return `Waktu berjalan sampai ${dateFormat.format(target)} pukul ${timeFormat.format(target)} WIB. Yang jatuh tempo di jalan dikirim satu per satu.`;
};

const setJumping = (busy) => {
  document.body.classList.toggle("jumping", busy);
  for (const button of document.querySelectorAll("[data-jump]")) button.disabled = busy;
};

const jump = async (kind) => {
  jumping = true;
  setJumping(true);
  try {
    showTime(await api.setClock(new Date(targetOf(kind)).toISOString()));
  } catch (error) {
    status(`Waktu tidak dapat dimajukan: ${error.message}`);
  }
  jumping = false;
  await look();
};

const targetOf = (kind) => {
  if (kind === "hour") return now + HOUR;
  if (kind === "day") return now + 24 * HOUR;
  if (kind === "month") return monthLater();
  return next(kind === "monday" ? (day) => day.getUTCDay() === 1 : () => true);
};

// The same time of the same day, or of the last day of a shorter month.
const monthLater = () => {
  const day = new Date(now + WIB);
  const month = (day.getUTCMonth() + 1) % 12;
  day.setUTCMonth(day.getUTCMonth() + 1);
  if (day.getUTCMonth() !== month) day.setUTCDate(0);
  return day.getTime() - WIB;
};

// The next 08.30 WIB on a day that fits.
const next = (fits) => {
  const day = new Date(now + WIB);
  day.setUTCHours(8, 30, 0, 0);
  while (day.getTime() - WIB <= now || !fits(day)) day.setUTCDate(day.getUTCDate() + 1);
  return day.getTime() - WIB;
};

const status = (text) => {
  const line = document.getElementById("status");
  line.hidden = !text;
  line.textContent = text;
};

const addSomebody = async (event) => {
  event.preventDefault();
  await api.addPerson(Object.fromEntries(new FormData(event.target)));
  await look();
};

start();
