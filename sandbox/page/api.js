// The sandbox's /sim calls. Each throws an Error with the server's reason.

export const request = async (path, options = {}) => {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `HTTP ${response.status}`);
  return body;
};

const post = (path, body) => request(path, { method: "POST", body: JSON.stringify(body) });

export const people = () => request("/sim/people");
export const addPerson = (body) => post("/sim/people", body);
export const addGroup = (body) => post("/sim/groups", body);
export const chat = (person, after, signal) =>
  request(`/sim/people/${person}/chat?after=${after}&wait=25`, { signal });
export const say = (person, body) => post(`/sim/people/${person}/say`, body);
export const tap = (person, body) => post(`/sim/people/${person}/tap`, body);
export const fault = (body) => post("/sim/faults", body);
export const clock = () => request("/sim/clock");
export const setClock = (to) => post("/sim/clock", { to });

export const sayFile = (person, kind, file, caption, replyTo) => {
  const form = new FormData();
  form.append(kind, file);
  if (caption) form.append("caption", caption);
  if (replyTo) form.append("reply_to", replyTo);
  return request(`/sim/people/${person}/say`, { method: "POST", body: form });
};
