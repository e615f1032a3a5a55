// What makes the coordinators' pages quicker. Every page works without it.
const body = document.body;
const byId = (id) => document.getElementById(id);
const BACKGROUND = { "X-Requested-With": "previsit", Accept: "text/html" };
document.documentElement.classList.add("scripted");

// Whether somebody has begun to write or to answer something: then the page stays as it is.
const busy = () => Boolean(document.querySelector("dialog[open]"))
  || [...document.querySelectorAll('[name="text"]')].some((field) => field.value.trim());
const loggedOut = () => { if (!busy()) location.href = "/login?done=idle"; };

// Dialogs
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => byId(opener.dataset.opens).showModal());
}

// Keys: single letters, never while somebody writes, and off where a person says so (WCAG 2.1.4).
const keysOn = byId("keys-on");
const stored = () => { try { return localStorage.getItem("keys") !== "off"; } catch { return true; } };
const useKeys = (on) => {
  document.documentElement.classList.toggle("keys-off", !on);
  try { localStorage.setItem("keys", on ? "on" : "off"); } catch { /* private windows keep nothing */ }
};
if (keysOn) {
  keysOn.checked = stored();
  useKeys(keysOn.checked);
  keysOn.addEventListener("change", () => useKeys(keysOn.checked));
}
const focusOn = (element) => { element?.focus(); element?.scrollIntoView({ block: "center" }); return Boolean(element); };
const rows = () => [...document.querySelectorAll(".row .who a")];
const step = (by) => {
  const links = rows();
  const at = links.indexOf(document.activeElement);
  return focusOn(links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]);
};
const go = (address) => { location.href = address; return true; };
const visit = location.pathname.match(/^\/visits\/([0-9a-f-]{36})/)?.[1];
const actions = {
  "?": () => { byId("keys")?.showModal(); return true; },
  v: () => go("/visits"),
  n: () => go(visit ? `/visits/next?after=${visit}` : "/visits/next"),
  j: () => step(1),
  k: () => step(-1),
};
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input, textarea, select, dialog");
  if (!body.dataset.csrf || writes || event.ctrlKey || event.metaKey || event.altKey || (keysOn && !keysOn.checked && event.key !== "?")) return;
  const known = event.key.length === 1 && /^[a-z]$/.test(event.key);
  const press = known && document.querySelector(`[data-key="${event.key}"], [data-focus-key="${event.key}"]`);
  const click = known && document.querySelector(`[data-key-click="${event.key}"]`);
  const done = click ? (click.click(), true) : press ? focusOn(press) : actions[event.key]?.();
  if (done) event.preventDefault();
});

// Links from the summary to the words: every piece of a quote lights up, also where quotes overlap.
const light = () => {
  const key = decodeURIComponent(location.hash.slice(1));
  for (const mark of document.querySelectorAll("mark[data-keys]")) {
    mark.classList.toggle("lit", Boolean(key) && mark.dataset.keys.split(" ").includes(key));
  }
  const hidden = key && byId(key)?.closest("details");
  if (hidden) hidden.open = true;
};
addEventListener("hashchange", light);
light();
const talkBox = byId("talk");
if (talkBox && !location.hash) talkBox.scrollTop = talkBox.scrollHeight;

// Copying
const announce = (text) => { const place = byId("announcer"); if (place) { place.textContent = ""; place.textContent = text; } };
const copied = async (button, text) => {
  await navigator.clipboard.writeText(text);
  const label = button.querySelector("span") ?? button;
  const before = label.textContent;
  label.textContent = "Copied";
  announce("Copied");
  setTimeout(() => { label.textContent = before; }, 2000);
};
for (const link of document.querySelectorAll("[data-copy]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await copied(link, await (await fetch(link.dataset.copy)).text());
    } catch { location.href = link.href; }
  });
}
for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", () => copied(button, byId(button.dataset.copies).textContent));
}

// The minute in which a sign-off can be undone
for (const place of document.querySelectorAll("[data-leaves-in]")) {
  const until = Date.now() + Number(place.dataset.leavesIn) * 1000;
  const tick = () => {
    const left = Math.round((until - Date.now()) / 1000);
    place.textContent = left > 0 ? `in ${left} s` : "now";
    if (left > 0) return;
    clearInterval(timer);
    setTimeout(() => { if (!busy()) location.reload(); }, 1500);
  };
  const timer = setInterval(tick, 1000);
  tick();
}

const toEnd = () => { for (const list of document.querySelectorAll(".talked")) list.scrollTop = list.scrollHeight; };

// Parts of a page that look again on their own, without taking the focus from anybody
const refresh = async (part) => {
  if (document.hidden || part.contains(document.activeElement)) return;
  const answer = await fetch(part.dataset.refresh, { headers: BACKGROUND });
  if (answer.status === 401) { loggedOut(); return; }
  if (!answer.ok) return;
  const before = part.querySelector("[data-count]")?.dataset.count ?? "0";
  const fresh = await answer.text();
  if (fresh.trim() === part.innerHTML.trim()) return;
  const box = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
  part.innerHTML = fresh; // rendered by our own templates, which escape everything
  if (box) part.scrollTop = part.scrollHeight;
  toEnd();
  const after = part.querySelector("[data-count]")?.dataset.count ?? "0";
  if (part.dataset.announces && Number(after) > Number(before)) announce(`${part.dataset.announces} ${after}`);
};
for (const part of document.querySelectorAll("[data-refresh]")) {
  const timer = setInterval(async () => {
    try { await refresh(part); } catch { /* no network just now: the next time */ }
    if (!part.dataset.announces && part.querySelector("[data-settled]")) clearInterval(timer);
  }, Number(part.dataset.every) * 1000);
}

// Nobody is logged out without warning (WCAG 2.2.1), and nobody who is at work in a page is taken for idle.
if (body.dataset.csrf) {
  const warn = Number(body.dataset.idleWarning) * 1000;
  const end = Number(body.dataset.idleEnd) * 1000;
  const dialog = byId("idle");
  let used = Date.now();
  let told = Date.now();
  const form = () => new URLSearchParams({ [body.dataset.csrfField]: body.dataset.csrf });
  const stay = async () => {
    told = used = Date.now();
    if ((await fetch("/session/keep", { method: "POST", body: form() })).status === 401) loggedOut();
  };
  for (const kind of ["keydown", "pointerdown", "input"]) {
    addEventListener(kind, () => {
      if (dialog.open) return;
      used = Date.now();
      if (used - told > 60_000) stay().catch(() => {});
    }, { passive: true });
  }
  byId("idle-stay").addEventListener("click", () => { dialog.close(); stay().catch(() => {}); });
  dialog.addEventListener("cancel", () => stay().catch(() => {}));
  setInterval(() => {
    const idle = Date.now() - used;
    const left = Math.ceil((end - idle) / 60_000);
    byId("idle-left").textContent = left === 1 ? "1 minute" : `${left} minutes`;
    if (idle > end) { dispatchEvent(new Event("idle-end")); location.href = "/login?done=idle"; }
    else if (idle > warn && !dialog.open) dialog.showModal();
  }, 5_000);
}

// The flow lab: a text that is being typed is shown as the patient would see it, and choices only where there are some.
const PAUSE = 250; // milliseconds of rest before a text is measured
const preview = async (field) => {
  const form = new URLSearchParams({ [body.dataset.csrfField]: body.dataset.csrf, language: field.lang, text: field.value });
  const answer = await fetch("/flows/preview", { method: "POST", headers: BACKGROUND, body: form });
  if (answer.ok) byId(field.dataset.preview).innerHTML = await answer.text(); // our own template, which escapes everything
};
for (const field of document.querySelectorAll("[data-preview]")) {
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => preview(field).catch(() => {}), PAUSE);
  });
}
for (const list of document.querySelectorAll("[data-shows]")) {
  const choose = () => { byId(list.dataset.shows).hidden = list.value !== "choice"; };
  list.addEventListener("change", choose);
  choose();
}

// A condition with a value of its own shows the field for it; a further one appears when the one before is chosen.
for (const whens of document.querySelectorAll(".whens")) {
  const [first, ...others] = whens.querySelectorAll("select");
  for (const list of others) {
    const [none, held] = [list.options[0], list.value];
    const choices = [...first.children].filter((one) => one.matches("optgroup, option:not([value=''], [value=keep])"));
    list.replaceChildren(none, ...choices.map((one) => one.cloneNode(true)));
    list.value = held;
  }
}
for (const list of document.querySelectorAll(".whens select")) {
  const choose = () => {
    byId(list.dataset.value).hidden = !list.value.endsWith("?");
    const next = list.closest(".pair-fields").nextElementSibling;
    if (next && "nextRow" in next.dataset) next.hidden = !list.value;
  };
  list.addEventListener("change", choose);
  choose();
}

// Adding a question: the form at the end knows behind which one.
for (const link of document.querySelectorAll("[data-adds-after]")) {
  link.addEventListener("click", () => {
    const form = document.querySelector("#add form");
    form.elements.after.value = link.dataset.addsAfter;
    form.elements.ask_en.focus();
  });
}

// Talking to a flow: Enter sends, as on a phone; Shift and Enter begin a new line.
for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}
toEnd();
