// From plain data to elements: one message, its buttons, the reply keyboard, menus.

const ZONE = "Asia/Jakarta";
const clockFormat = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const timeOf = (seconds) => clockFormat.format(seconds * 1000);
export const dayOf = (seconds) => dayFormat.format(seconds * 1000);

export const el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
};

export const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.innerHTML = `<use href="#${name}"/>`;
  svg.setAttribute("aria-hidden", "true");
  return svg;
};

// A message as a list item. `on` has: tap(message, button), menu(message, anchor), open(message), jump(id).
export const drawMessage = (message, replied, on) => {
  const mine = message.from !== "bot";
  const bubble = el("div", { class: "bubble" });
  if (message.reply_to) bubble.append(quote(replied, message.reply_to, on));
  bubble.append(...attachments(message, on));
  if (message.name && mine) bubble.append(el("strong", { class: "name" }, message.name));
  if (message.html) {
    const text = el("div", { class: "text" });
    text.innerHTML = message.html;
    bubble.append(text);
  }
  bubble.append(footer(message));
  const body = el("div", { class: "body" }, bubble, buttons(message, on));
  const more = el("button", { type: "button", class: "icon more", "aria-label": "Menu pesan", "aria-haspopup": "menu",
    onclick: (event) => on.menu(message, event.currentTarget) }, icon("dots"));
  const side = mine ? "mine" : "theirs";
  const item = el("li", { class: `message ${side}${message.edited ? " edited" : ""}`, "data-id": message.message_id }, body, more);
  longPress(bubble, () => on.menu(message, bubble));
  return item;
};

// What an empty chat shows.
export const drawIntro = (bot) =>
  el("li", { class: "intro" }, el("strong", {}, bot?.name ?? "Menunggu bot…"),
    el("p", {}, bot ? bot.description || "Tekan Mulai untuk membuka obrolan." : "Belum ada bot yang terhubung."));

const quote = (replied, id, on) => {
  const text = replied ? replied.text || "Lampiran" : "Pesan dihapus";
  return el("button", { type: "button", class: "quote", onclick: () => on.jump(id) }, text.slice(0, 90));
};

const attachments = (message, on) => {
  const parts = [];
  if (message.photo) {
    const image = el("img", { src: message.photo, alt: message.text || "Gambar", loading: "lazy" });
    parts.push(el("button", { type: "button", class: "photo", "aria-label": "Perbesar gambar", onclick: () => on.open(message) }, image));
  }
  if (message.document) {
    parts.push(el("a", { class: "card", href: message.document, download: message.document_name },
      el("i", {}, icon("file")), el("span", {}, el("strong", {}, message.document_name), el("small", {}, "Unduh"))));
  }
  const sound = message.voice ?? message.audio;
  if (sound) parts.push(el("audio", { controls: true, src: sound }));
  if (message.video) parts.push(el("video", { controls: true, src: message.video, preload: "metadata" }));
  if (message.location) parts.push(locationCard(message.location));
  if (message.contact) {
    const name = [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" ");
    parts.push(el("div", { class: "card" }, el("i", {}, icon("person")),
      el("span", {}, el("strong", {}, name), el("small", {}, message.contact.phone_number))));
  }
  return parts;
};

const locationCard = ({ latitude, longitude, horizontal_accuracy: accuracy }) => {
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const exact = accuracy == null ? "Lokasi" : `Lokasi, ketelitian ${Math.round(accuracy)} m`;
  return el("div", { class: "card" }, el("i", {}, icon("pin")),
    el("span", {}, el("strong", {}, place), el("small", {}, exact)));
};

const footer = (message) =>
  el("span", { class: "meta" },
    message.reaction ? el("b", {}, message.reaction) : null,
    message.edited ? "diubah " : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)));

const buttons = (message, on) => {
  if (!message.buttons.length) return null;
  return el("div", { class: "buttons", role: "group", "aria-label": "Tombol pesan" },
    ...message.buttons.map((row) => el("div", { class: "row" },
      ...row.map((button) => el("button", { type: "button", class: button.style || "", disabled: Boolean(button.disabled),
        "data-data": button.data, onclick: (event) => on.tap(message, button, event.currentTarget) },
        button.text, button.url ? el("sup", { "aria-hidden": "true" }, "↗") : null)))));
};

export const drawKeyboard = (rows, press) =>
  rows.map((row) => el("div", { class: "row" },
    ...row.map((key) => el("button", { type: "button", onclick: () => press(key) },
      typeof key === "string" ? key : key.text))));

// A menu beside its anchor: items are [icon, label, action]. Escape, a click elsewhere or a choice closes it.
export const openMenu = (anchor, items) => {
  document.querySelector(".menu")?.remove();
  const menu = el("div", { class: "menu", role: "menu" });
  const close = () => { menu.remove(); document.removeEventListener("pointerdown", outside, true); };
  const outside = (event) => { if (!menu.contains(event.target)) close(); };
  for (const [name, label, action] of items) {
    menu.append(el("button", { type: "button", role: "menuitem", onclick: () => { close(); action(); } },
      name ? icon(name) : null, label));
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); anchor.focus?.(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...menu.children];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  });
  document.body.append(menu);
  place(menu, anchor.getBoundingClientRect());
  document.addEventListener("pointerdown", outside, true);
  menu.firstChild?.focus();
};

const place = (menu, near) => {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, near.left), innerWidth - width - 8);
  const below = near.bottom + 6;
  const top = below + height < innerHeight - 8 ? below : Math.max(8, near.top - height - 6);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
};

const longPress = (element, action) => {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") timer = setTimeout(action, 500);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove", "pointerleave"]) element.addEventListener(name, cancel);
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img, button")) return;
    event.preventDefault();
    action();
  });
};
