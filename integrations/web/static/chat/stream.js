// The event stream: read as long as the page is open, taken up again after the last message that arrived.

const SILENT = 40000; // ms; the server says something every 15 s
const WAITS = [500, 1000, 2000, 5000, 10000]; // ms between tries

// on: { message(data), state(data), up(), down() }; after(): id of the last message on the page
export async function follow(address, after, on) {
  let tries = 0;
  for (;;) {
    try {
      await readOnce(`${address}?after=${after()}`, on, () => (tries = 0));
    } catch {} // lost: the wait below decides
    on.down();
    await wakeOrWait(WAITS[Math.min(tries++, WAITS.length - 1)]);
  }
}

async function readOnce(address, on, alive) {
  const stop = new AbortController();
  const lost = () => stop.abort();
  let watchdog = setTimeout(lost, SILENT);
  addEventListener("offline", lost);
  try {
    const reply = await fetch(address, { headers: { Accept: "text/event-stream" }, cache: "no-store", signal: stop.signal });
    if (reply.status === 401 || reply.status === 404) return location.reload(); // the date of birth is asked again
    if (!reply.ok) return;
    alive();
    on.up();
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watchdog);
      watchdog = setTimeout(lost, SILENT);
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) handle(block, on);
    }
  } finally {
    clearTimeout(watchdog);
    removeEventListener("offline", lost);
    lost();
  }
}

function handle(block, on) {
  const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
  if (fields.event && fields.data) on[fields.event]?.(JSON.parse(fields.data));
}

// Wait, but no longer than until the network or the page is back.
function wakeOrWait(ms) {
  return new Promise((go) => {
    const timer = setTimeout(go, ms);
    const now = () => (clearTimeout(timer), go());
    addEventListener("online", now, { once: true });
    document.addEventListener("visibilitychange", () => document.hidden || now(), { once: true });
  });
}
