// The chat page. Without this script its forms still send and its links still load; with it nothing has to be reloaded.

import { lastId, mark, show, showUnsent } from "./log.js";
import { Outbox } from "./outbox.js";
import { follow } from "./stream.js";

const $ = (id) => document.getElementById(id);
const texts = JSON.parse($("words").textContent);
const words = (key) => texts[key];
const language = document.documentElement.lang;
const base = location.pathname.replace(/\/$/, "");
const NEAR = 80; // px from the end that still count as the end
const PATIENCE = 20000; // ms for which "one moment" is shown
const BLINK = 2500; // ms without a connection that nobody needs to hear of
const timers = {};

const kept = {
  get: (name) => attempt(() => sessionStorage.getItem(`${name} ${base}`)) || "",
  set: (name, value) => attempt(() => sessionStorage.setItem(`${name} ${base}`, value)),
};
const outbox = new Outbox(`${base}/messages`, kept, told);

// A browser that is told to keep nothing throws; the page works all the same.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

// Sending

function say(text) {
  if (!text.trim()) return false;
  if (outbox.tooLong(text)) return notice("chat.too_long");
  const item = outbox.add(text);
  showUnsent(item, words);
  $("choices").hidden = true;
  toEnd();
  outbox.flush();
  return true;
}

function told(item, state) {
  const label = { sending: "chat.sending", sent: "chat.sent", waiting: "chat.waiting_to_send", failed: "chat.not_sent" };
  mark(item.client_id, words(label[state]), state === "failed" && (() => outbox.retry(item)));
  if (state === "failed") notice("chat.keeps_trying");
  if (state === "sent") {
    wait(true);
    if ($("notice").dataset.key === "chat.keeps_trying") notice("");
  }
}

function wait(on) {
  clearTimeout(timers.wait);
  $("writing").hidden = !on;
  if (!on) $("choices").hidden = !$("choices").querySelector("button");
  if (on) timers.wait = setTimeout(() => wait(false), PATIENCE);
}

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.id !== "compose") {
      say(event.submitter.value);
      form.closest("details")?.removeAttribute("open");
    } else if (say($("text").value)) {
      $("text").value = "";
      keepDraft();
    }
    $("text").focus({ preventScroll: true });
  });
}

$("text").addEventListener("input", keepDraft);
$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("compose").requestSubmit();
});

function keepDraft() {
  kept.set("draft", $("text").value);
  grow();
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight + 4}px`;
}

// Reading

// The page stays at its end when it grows there, until its reader scrolls up.
let following = true;
let height = 0;

function atEnd() {
  return document.documentElement.scrollHeight - scrollY - innerHeight < NEAR;
}

function toEnd() {
  following = true;
  scrollTo(0, document.documentElement.scrollHeight);
}

function scrolled() {
  if (atEnd()) following = true;
  else if (scrollY < height) following = false;
  height = scrollY;
  if (following) $("newest").hidden = true;
}

new ResizeObserver(() => following && toEnd()).observe(document.body);
addEventListener("scroll", scrolled, { passive: true });

const hear = {
  message(message) {
    if (message.direction === "out") wait(false);
    if (show(message, words) && !following) $("newest").hidden = false;
  },
  state(state) {
    if (state.language !== language) return reload();
    const { done, of, stage, section } = state;
    $("progress").hidden = of === 0;
    $("progress").querySelector("progress").value = done;
    $("progress").querySelector("progress").max = Math.max(1, of);
    $("progress").querySelector("b").textContent = section;
    const sentence = words(stage === "confirmed" ? "chat.progress_done" : "chat.progress_text");
    $("progress").querySelector("span").textContent = sentence.replace("{done}", done).replace("{of}", of);
    offer(state.choices);
  },
  up() {
    clearTimeout(timers.down);
    if ($("notice").dataset.key === "chat.offline") notice("chat.back_online");
    outbox.flush();
  },
  down() {
    clearTimeout(timers.down);
    timers.down = setTimeout(() => notice("chat.offline"), navigator.onLine ? BLINK : 0);
  },
};

function offer(choices) {
  $("choices").hidden = choices.length === 0;
  $("choices").querySelector(".choices").replaceChildren(...choices.map(choiceButton));
}

function choiceButton(choice) {
  const button = document.createElement("button");
  button.name = "text";
  button.value = button.textContent = choice;
  return button;
}

function notice(key) {
  clearTimeout(timers.notice);
  $("notice").dataset.key = key;
  $("notice").textContent = key && words(key);
  if (key === "chat.back_online") timers.notice = setTimeout(() => notice(""), 4000);
}

// The patient has changed the language: every word of the page does.
function reload() {
  kept.set("focus", "text");
  location.reload();
}

$("newest").addEventListener("click", toEnd);

$("text").value = kept.get("draft");
grow();
for (const item of outbox.items) showUnsent(item, words);
toEnd();
if (kept.get("focus")) $("text").focus();
kept.set("focus", "");
follow(`${base}/events`, lastId, hear);
