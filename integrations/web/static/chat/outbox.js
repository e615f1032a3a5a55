// What the patient sends: kept until the server has stored it, over reloads too, and sent again under the same id.

const MOST = 60000; // bytes of one message; the server takes 64 kB with what surrounds it

const WAITS = [2000, 4000, 8000, 15000, 30000]; // ms until the next try by itself

export class Outbox {
  // kept: where items outlive a reload; tell(item, state): state is "sending", "sent", "waiting" or "failed"
  constructor(address, kept, tell) {
    Object.assign(this, { address, kept, tell, busy: false, tries: 0 });
    this.items = JSON.parse(kept.get("unsent") || "[]");
  }

  add(text) {
    const item = { client_id: newId(), text };
    this.keep([...this.items, item]);
    return item;
  }

  tooLong(text) {
    return new TextEncoder().encode(JSON.stringify(text)).length > MOST;
  }

  retry(item) {
    if (!this.items.includes(item)) this.keep([...this.items, item]);
    this.flush();
  }

  // Send everything, first things first; what cannot go out now stays and is tried again.
  async flush() {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    while (this.items.length > 0 && (await this.send(this.items[0]))) this.tries = 0;
    this.busy = false;
    if (this.items.length > 0) this.timer = setTimeout(() => this.flush(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  async send(item) {
    this.tell(item, "sending");
    const reply = await post(this.address, item);
    if (reply.ok) return this.done(item, "sent");
    if (reply.status === 401 || reply.status === 404) return location.reload(); // the date of birth is asked again
    if ([400, 403, 413, 415, 422].includes(reply.status)) return this.done(item, "failed"); // again would be no better
    for (const each of this.items) this.tell(each, navigator.onLine ? "failed" : "waiting");
    return false;
  }

  done(item, state) {
    this.keep(this.items.filter((other) => other !== item));
    this.tell(item, state);
    return true;
  }

  keep(items) {
    this.items = items;
    this.kept.set("unsent", JSON.stringify(items));
  }
}

async function post(address, item) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  try {
    return await fetch(address, { method: "POST", headers, body: JSON.stringify(item), signal: AbortSignal.timeout(15000) });
  } catch {
    return { ok: false, status: 0 };
  }
}

// crypto.randomUUID exists on https only; a page on a clinic's test machine is http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
