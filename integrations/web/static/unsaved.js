// Forms in which one types for a while: what is not saved yet outlives saving another form, an undo and a reload in this
// tab, says that it is not saved, and is not left behind without a question. Nothing of it leaves the browser.
const PLACE = `unsaved:${location.pathname}`;
const forms = [...document.querySelectorAll("form[data-keeps]")];
const own = new Set(["csrf_token", "seen"]); // of this page, not of what was typed
const key = (form) => `${form.getAttribute("action")}#${form.elements.question?.value ?? ""}`;
const fields = (form) => [...new FormData(form)].filter(([name]) => !own.has(name));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const refused = (form) => "unsaved" in form.dataset; // what the server could not save stands in it
const shown = new Map(forms.map((form) => [form, refused(form) ? null : fields(form)]));
const changed = () => forms.filter((form) => !same(fields(form), shown.get(form)));

const stored = () => { try { return JSON.parse(sessionStorage.getItem(PLACE)) ?? {}; } catch { return {}; } };
const store = (kept) => {
  try {
    if (Object.keys(kept).length) sessionStorage.setItem(PLACE, JSON.stringify(kept));
    else sessionStorage.removeItem(PLACE);
  } catch { /* private windows keep nothing */ }
};
const forgetAll = () => {
  try { for (const name of Object.keys(sessionStorage)) if (name.startsWith("unsaved:")) sessionStorage.removeItem(name); } catch { /* nothing is kept */ }
};

const backButton = (form) => {
  const back = Object.assign(document.createElement("button"), { type: "button", className: "small plain", textContent: "Put back what was there" });
  back.addEventListener("click", () => { fill(form, shown.get(form)); mark(form); });
  return back;
};
const mark = (form) => {
  let note = form.querySelector(".unsaved");
  const open = !same(fields(form), shown.get(form));
  if (open && !note) {
    note = Object.assign(document.createElement("p"), { className: "unsaved", textContent: "Not saved yet. " });
    note.setAttribute("role", "status");
    if (!refused(form)) note.append(backButton(form));
    form.querySelector("button:not([type=button])").before(note);
  } else if (!open) note?.remove();
};
const fill = (form, kept) => {
  const values = new Map(kept);
  for (const field of form.elements) {
    if (!field.name || own.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = values.has(field.name);
    else if (values.has(field.name)) field.value = values.get(field.name);
    field.dispatchEvent(new Event("change"));
  }
  for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
};

const keep = (saved) => {
  const elsewhere = Object.entries(stored()).filter(([name]) => !forms.some((form) => key(form) === name));
  const here = changed().filter((form) => form !== saved).map((form) => [key(form), fields(form)]);
  store(Object.fromEntries([...elsewhere, ...here]));
};

let leaving = false;
for (const [name, kept] of Object.entries(stored())) {
  const form = forms.find((one) => key(one) === name);
  if (form && !refused(form)) fill(form, kept); // what the server sends back of a form is newer
}
forms.forEach(mark);
for (const form of forms) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => mark(form));
}
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  leaving = true;
  if (event.target.id === "log-out" || "forgets" in event.target.dataset) { forgetAll(); return; }
  keep(event.target);
});
addEventListener("beforeunload", (event) => {
  if (leaving || !changed().length) return;
  event.preventDefault();
});
addEventListener("idle-end", () => { keep(); leaving = true; }); // nobody is there to answer a question
addEventListener("pagehide", () => { if (!leaving) keep(); });
addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
