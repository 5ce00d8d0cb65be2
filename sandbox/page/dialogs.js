// Windows in front of the page: a place to send, a notice, a picture.

const SPOTS = [
  ["Kota Solok, Sumatera Barat", -0.7893, 100.6549],
  ["Rokan Hulu, Riau", 0.8857, 100.4818],
  ["Kota Banjarmasin, Kalimantan Selatan", -3.3186, 114.5944],
  ["Kota Jambi, Jambi", -1.6101, 103.6131],
  ["Pamekasan, Jawa Timur", -7.1568, 113.4746],
];

// The place chosen as {latitude, longitude, horizontal_accuracy}, or null.
export const askPlace = () => new Promise((done) => {
  const dialog = document.getElementById("place");
  const { spot, latitude, longitude, horizontal_accuracy: accuracy } = dialog.querySelector("form").elements;
  const fill = () => { [, latitude.value, longitude.value] = SPOTS[spot.value]; };
  if (!spot.options.length) {
    SPOTS.forEach(([name], index) => spot.add(new Option(name, index)));
    spot.addEventListener("change", fill);
    fill();
  }
  dialog.returnValue = "cancel";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "ok") return done(null);
    const number = (field) => Number(field.value.replace(",", "."));
    done({ latitude: number(latitude), longitude: number(longitude), horizontal_accuracy: number(accuracy) });
  }, { once: true });
});

export const showNotice = (text) => {
  const dialog = document.getElementById("notice");
  dialog.querySelector("p").textContent = text;
  if (!dialog.open) dialog.showModal();
};

export const showPicture = (address, text) => {
  const dialog = document.getElementById("viewer");
  const image = dialog.querySelector("img");
  image.src = address;
  image.alt = text || "Gambar";
  dialog.showModal();
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); }, { once: true });
};
