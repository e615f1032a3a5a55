// The messages on the page: each once, in the order of their ids; what is not sent yet stands last.

const log = document.getElementById("log");
const form = document.getElementById("bubble").content.firstElementChild;

export function lastId() {
  return Math.max(0, ...[...log.querySelectorAll("[data-id]")].map((element) => Number(element.dataset.id)));
}

// Show a stored message; true when it was not on the page yet.
export function show(message, words) {
  const own = message.client_id && log.querySelector(`[data-client="${message.client_id}"]`);
  const known = own || log.querySelector(`[data-id="${message.id}"]`);
  const element = known || form.cloneNode(true);
  element.dataset.id = message.id;
  element.className = ["message", message.direction, message.urgent && "urgent", !known && "new"].filter(Boolean).join(" ");
  element.querySelector("h2").textContent = words(message.direction === "in" ? "chat.you_said" : "chat.we_said");
  const text = element.querySelector(".text");
  text.textContent = message.text === null ? words("chat.deleted") : message.text;
  text.lang = message.language || "";
  const time = element.querySelector("time");
  time.dateTime = message.at;
  time.textContent = message.stamp;
  element.querySelector(".state").replaceChildren(own ? words("chat.sent") : "");
  place(element, message.id);
  return !known;
}

// Show what the patient has just written and nobody has stored yet, as far as we know.
export function showUnsent(item, words) {
  if (log.querySelector(`[data-client="${item.client_id}"]`)) return;
  const element = form.cloneNode(true);
  element.dataset.client = item.client_id;
  element.className = "message in new";
  element.querySelector("h2").textContent = words("chat.you_said");
  element.querySelector(".text").textContent = item.text;
  log.append(element);
}

// Say how far an unsent message is; with `retry`, as a button.
export function mark(client, label, retry) {
  const element = log.querySelector(`[data-client="${client}"]`);
  if (!element || element.dataset.id) return;
  element.classList.toggle("failed", Boolean(retry));
  const state = element.querySelector(".state");
  if (!retry) return state.replaceChildren(label);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", retry);
  state.replaceChildren(button);
}

function place(element, id) {
  const after = [...log.children].find((other) => other !== element && !(Number(other.dataset.id) < id));
  const where = after || null;
  if (element.parentNode !== log || element.nextElementSibling !== where) log.insertBefore(element, where);
}
