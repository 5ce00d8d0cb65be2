// One phone: a person's chat with the bot.

import * as api from "./api.js";
import { dayOf, drawIntro, drawKeyboard, drawMessage, el, openMenu } from "./draw.js";
import { askPlace, showNotice, showPicture } from "./dialogs.js";

const SHOWN = 200; // older messages wait behind a button
const TOAST_FOR = 3500;
const BUSY_FOR = 4000;
const PALETTE = ["#0f7b6c", "#b4541f", "#4a5fb0", "#8a3f7e", "#377a34", "#a3303f", "#2b7a99"];

export class Phone {
  constructor(people, person, changed) {
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.find = (selector) => this.root.querySelector(selector);
    this.list = this.find(".messages");
    this.box = this.find("textarea");
    this.changed = changed;
    this.unread = 0;
    this.listen();
    this.setPeople(people, person);
    this.show(person);
  }

  setPeople(people, person = this.person) {
    this.people = people;
    this.find(".who").replaceChildren(...people.map((one) =>
      el("option", { value: one.id, selected: one.id === person }, one.name)));
    const by = this.find(".by").value;
    this.find(".by").replaceChildren(...people.filter((one) => one.id > 0).map((one) =>
      el("option", { value: one.id, selected: String(one.id) === by }, one.name)));
  }

  change(person) {
    this.find(".who").value = person;
    this.show(person);
  }

  show(person) {
    this.person = person;
    const { name, about } = this.people.find((one) => one.id === person);
    this.name = name;
    this.isGroup = person < 0;
    this.find(".about").textContent = about || "Tanpa keterangan";
    this.find(".by").hidden = !this.isGroup;
    this.find(".attach").hidden = this.isGroup;
    this.find(".face").textContent = name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
    this.find(".face").style.background = PALETTE[Math.abs(person) % PALETTE.length];
    this.root.setAttribute("aria-label", `Ponsel ${name}`);
    this.root.dataset.person = person;
    this.drawn = new Map();
    this.messages = [];
    this.all = false;
    this.toastSeen = null;
    this.unread = 0;
    this.list.replaceChildren();
    this.leaveContext();
    this.abort?.abort();
    this.abort = new AbortController();
    this.follow(this.abort.signal);
  }

  async follow(signal) {
    let version = -1;
    while (!signal.aborted) {
      try {
        const chat = await api.chat(this.person, version, signal);
        if (signal.aborted) return;
        if (chat.version !== version || version < 1) this.draw(chat);
        version = chat.version;
        this.root.classList.remove("offline");
      } catch {
        if (signal.aborted) return;
        this.root.classList.add("offline");
        await new Promise((wake) => setTimeout(wake, 1500));
      }
    }
  }

  draw(chat) {
    const atBottom = this.atBottom();
    const first = this.toastSeen === null;
    const before = this.messages.at(-1)?.message_id ?? 0;
    this.messages = chat.messages.filter((message) => !message.deleted);
    this.drawMessages();
    if (!this.messages.length) this.list.replaceChildren(drawIntro(chat.bot));
    this.drawBelow(chat);
    const fresh = this.messages.filter((message) => message.message_id > before);
    const toBottom = atBottom || first || fresh.some((message) => message.from !== "bot");
    if (toBottom) this.scrollDown(first ? "instant" : "smooth");
    if (!first && (!toBottom || this.root.classList.contains("away"))) this.unread += fresh.length;
    this.drawUnread();
    this.showToasts(chat.toasts, chat.version);
  }

  drawMessages() {
    const byId = new Map(this.messages.map((message) => [message.message_id, message]));
    const shown = this.all ? this.messages : this.messages.slice(-SHOWN);
    const items = [];
    let day = "";
    if (shown.length < this.messages.length) {
      items.push(el("li", { class: "older" }, el("button", { type: "button",
        onclick: () => { this.all = true; this.drawMessages(); } }, "Tampilkan pesan lama")));
    }
    for (const message of shown) {
      const today = dayOf(message.date);
      if (today !== day) items.push(el("li", { class: "day" }, el("span", {}, today)));
      day = today;
      items.push(this.item(message, byId.get(message.reply_to)));
    }
    patch(this.list, items);
  }

  item(message, replied) {
    const state = JSON.stringify(message);
    const known = this.drawn.get(message.message_id);
    if (known?.state === state) return known.item;
    const item = drawMessage(message, replied, this);
    this.drawn.set(message.message_id, { state, item });
    return item;
  }

  drawBelow(chat) {
    const started = this.isGroup || this.messages.length > 0 || chat.version > 0;
    this.find(".start").hidden = started;
    this.find(".unblock").hidden = !chat.blocked;
    this.find(".writer").hidden = !started || chat.blocked;
    this.blocked = chat.blocked;
    this.commands = chat.bot?.commands ?? [];
    this.find(".commands").hidden = !this.commands.length;
    const keyboard = this.find(".keyboard");
    const rows = chat.blocked ? [] : chat.keyboard?.rows ?? [];
    const state = JSON.stringify(rows);
    if (state !== this.keys) {
      keyboard.replaceChildren(...drawKeyboard(rows, (key) => this.press(key)));
      this.keysOpen = rows.length > 0;
    }
    this.keys = state;
    this.find(".toggle-keys").hidden = !rows.length;
    this.showKeys(this.keysOpen && rows.length > 0);
    this.box.placeholder = chat.keyboard?.placeholder || "Tulis pesan";
  }

  showKeys(open) {
    this.keysOpen = open;
    this.find(".keyboard").hidden = !open;
    this.find(".toggle-keys").setAttribute("aria-expanded", open);
  }

  listen() {
    const on = (selector, name, action) => this.find(selector).addEventListener(name, action);
    on(".who", "change", (event) => { this.show(Number(event.target.value)); this.changed(); });
    on(".start", "click", () => this.say({ text: "/start" }));
    on(".unblock", "click", () => this.attempt(() => api.fault({ kind: "unblock", person: this.person, ...this.by() })));
    on(".writer", "submit", (event) => { event.preventDefault(); this.send(); });
    on(".cancel", "click", () => this.leaveContext());
    on(".toggle-keys", "click", () => this.showKeys(!this.keysOpen));
    on(".attach", "click", (event) => this.openAttachments(event.currentTarget));
    on(".commands", "click", (event) => this.openCommands(event.currentTarget));
    on(".owner-menu", "click", (event) => this.openOwnerMenu(event.currentTarget));
    on(".to-bottom", "click", () => this.scrollDown("smooth"));
    on(".pick-photo", "change", (event) => this.sendFile("photo", event.target));
    on(".pick-document", "change", (event) => this.sendFile("document", event.target));
    this.list.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("click", (event) => this.follows(event));
    this.list.addEventListener("load", () => this.stick && this.scrollDown("instant"), true);
    this.box.addEventListener("input", () => this.grow());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leaveContext();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
  }

  // What a message may ask for.
  async tap(message, button, element) {
    if (button.url) return this.visit(button.url);
    if (button.copy_text) return this.copy(button.copy_text);
    element.classList.add("busy");
    setTimeout(() => element.classList.remove("busy"), BUSY_FOR);
    await this.attempt(() => api.tap(this.person, { message_id: message.message_id, data: button.data, ...this.by() }));
    element.classList.remove("busy");
  }

  menu(message, anchor) {
    const items = [["reply", "Balas", () => this.enterContext("reply", message)]];
    if (message.from !== "bot" && (message.text || message.photo || message.document)) {
      items.push(["pen", "Ubah", () => this.enterContext("edit", message)]);
    }
    if (message.text) items.push(["copy", "Salin teks", () => this.copy(message.text)]);
    openMenu(anchor, items);
  }

  open(message) { showPicture(message.photo, message.text); }

  jump(id) {
    const item = this.list.querySelector(`[data-id="${id}"]`);
    item?.scrollIntoView({ block: "center", behavior: "smooth" });
    item?.animate([{ opacity: 0.35 }, { opacity: 1 }], 900);
  }

  press(key) {
    const text = typeof key === "string" ? key : key.text;
    if (key.request_contact) return this.say({ contact: true });
    if (key.request_location) return this.sendPlace();
    return this.say({ text });
  }

  send() {
    const text = this.box.value.trim();
    if (!text) return;
    const context = this.context;
    this.box.value = "";
    this.grow();
    this.leaveContext();
    if (context?.kind === "edit") this.say({ edit: context.message.message_id, text });
    else this.say({ text, reply_to: context?.message.message_id });
  }

  say(body) { return this.attempt(() => api.say(this.person, { ...body, ...this.by() })); }

  // Who does it, where several people share the chat.
  by() { return this.isGroup ? { by: Number(this.find(".by").value) } : {}; }

  sendFile(kind, input) {
    const [file] = input.files;
    const replyTo = this.context?.message.message_id;
    const caption = this.box.value.trim();
    input.value = "";
    if (!file) return;
    this.box.value = "";
    this.leaveContext();
    this.attempt(() => api.sayFile(this.person, kind, file, caption, replyTo));
  }

  async sendPlace() {
    const location = await askPlace();
    if (location) await this.say({ location });
  }

  openAttachments(anchor) {
    openMenu(anchor, [
      ["photo", "Foto", () => this.find(".pick-photo").click()],
      ["file", "Dokumen", () => this.find(".pick-document").click()],
      ["pin", "Lokasi", () => this.sendPlace()],
      ["person", "Kontak saya", () => this.say({ contact: true })],
    ]);
  }

  openCommands(anchor) {
    openMenu(anchor, this.commands.map(({ command, description }) =>
      [null, `/${command}  ${description}`, () => this.say({ text: `/${command}` })]));
  }

  openOwnerMenu(anchor) {
    const kind = this.blocked ? "unblock" : "block";
    const fault = () => this.attempt(() => api.fault({ kind, person: this.person, ...this.by() }));
    if (this.isGroup) return openMenu(anchor, [["ban", this.blocked ? "Masukkan bot" : "Keluarkan bot", fault]]);
    openMenu(anchor, [["ban", this.blocked ? "Buka blokir bot" : "Blokir bot", fault],
      ["person", "Buat grup dengan bot", () => this.makeGroup()]]);
  }

  async makeGroup() {
    const made = await this.attempt(() => api.addGroup({ name: `Grup ${this.name}`, by: this.person }));
    if (!made) return;
    const by = this.person;
    this.setPeople([...this.people, { id: made.id, name: `Grup ${this.name}`, about: "Grup" }]);
    this.change(made.id);
    this.find(".by").value = by;
    this.changed();
  }

  enterContext(kind, message) {
    this.context = { kind, message };
    const strip = this.find(".context");
    strip.hidden = false;
    strip.querySelector("use").setAttribute("href", kind === "edit" ? "#pen" : "#reply");
    strip.querySelector("strong").textContent = kind === "edit" ? "Ubah pesan" : "Balas";
    strip.querySelector("span").textContent = message.text || "Lampiran";
    if (kind === "edit") this.box.value = message.text;
    this.grow();
    this.box.focus();
  }

  leaveContext() {
    if (this.context?.kind === "edit") this.box.value = "";
    this.context = null;
    this.find(".context").hidden = true;
  }

  // Commands and start links in a text act as in Telegram.
  follows(event) {
    const command = event.target.closest(".bot_command");
    if (command) return void this.say({ text: command.textContent });
    const link = event.target.closest(".text a");
    if (link && startOf(link.href)) { event.preventDefault(); this.visit(link.href); }
  }

  visit(url) {
    const payload = startOf(url);
    if (payload) this.say({ text: `/start ${payload}` });
    else window.open(url, "_blank", "noopener");
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.showToast("Teks disalin");
  }

  showToasts(toasts, version) {
    const fresh = this.toastSeen === null ? [] : toasts.filter((toast) => toast.version > this.toastSeen);
    this.toastSeen = version;
    for (const toast of fresh) toast.alert ? showNotice(toast.text) : this.showToast(toast.text);
  }

  showToast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, TOAST_FOR);
  }

  async attempt(action) {
    try {
      return await action();
    } catch (error) {
      this.showToast(`Gagal: ${error.message}`);
    }
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 132)}px`;
  }

  atBottom() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60; }

  scrollDown(behavior) {
    this.stick = true;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior });
  }

  scrolled() {
    this.stick = this.atBottom();
    if (this.stick && !this.root.classList.contains("away")) this.unread = 0;
    this.drawUnread();
  }

  drawUnread() {
    this.find(".to-bottom").hidden = this.atBottom();
    this.find(".to-bottom span").textContent = this.unread || "";
    this.changed(this);
  }
}

const startOf = (url) => /^https?:\/\/t\.me\/\w+\?start=([\w-]{1,64})$/.exec(url)?.[1];

// Puts the items in order and moves only what has changed, so that focus and pictures stay.
const patch = (list, items) => {
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
};
