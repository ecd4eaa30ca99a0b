/* Around a real link `a[data-progress]`: fetches its file with the progress of its making, then saves it.
   The frames of the answer are described in `espace/web/progress.py`. Without this script the link downloads. */

const bulkMediaType = "application/vnd.espace.progress";
const bulkPart = (name) => document.querySelector(`.bulk [data-part="${name}"]`);

function bulkShow(shown) {
  for (const name of ["working", "done", "failed"]) {
    const part = bulkPart(name);
    if (part) { part.hidden = name !== shown; }
  }
}

function bulkSay(name, text) {
  const part = bulkPart(name);
  if (part) { part.textContent = text; }
}

/* Shows each step, and has every fourth of the way read aloud: more would drown the screen reader. */
function bulkTeller(words) {
  let quarter = -1;
  return (done, of) => {
    const bar = bulkPart("bar");
    const text = of ? `${words.working} ${done} sur ${of}` : words.starting;
    if (bar && of) { bar.max = of; bar.value = done; } else { bar?.removeAttribute("value"); }
    bulkSay("count", text);
    if (of && Math.floor((4 * done) / of) === quarter) { return; }
    quarter = of ? Math.floor((4 * done) / of) : -1;
    bulkSay("spoken", text);
  };
}

/* Reads frames to the end, and returns the file; throws what is to be said when it is not whole. */
async function bulkReceive(stream, tell) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const parts = [];
  let rest = new Uint8Array(0);
  let file = {};
  const more = async () => {
    const { done, value } = await reader.read();
    if (done) { throw new Error("cut short"); }
    const joined = new Uint8Array(rest.length + value.length);
    joined.set(rest);
    joined.set(value, rest.length);
    rest = joined;
  };
  const take = async (length) => {
    while (rest.length < length) { await more(); }
    const taken = rest.slice(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  const frame = async () => {
    while (!rest.includes(10)) { await more(); }
    return JSON.parse(decoder.decode(await take(rest.indexOf(10) + 1)));
  };
  for (;;) {
    const told = await frame();
    if (told.error) { throw { sentence: told.error }; }
    if (told.name) { file = told; tell(0, file.of); }
    if (told.done) { tell(told.done, file.of); }
    if (told.bytes) { parts.push(await take(told.bytes)); }
    if (told.end) { return new File(parts, file.name, { type: file.type }); }
  }
}

function bulkSave(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function bulkFetch(link, signal, words) {
  const tell = bulkTeller(words);
  tell(0, 0);
  bulkShow("working");
  const answer = await fetch(link.href, { headers: { Accept: bulkMediaType }, cache: "no-store", signal });
  if (answer.redirected) { window.location.assign(link.href); return; } // the session has ended: to the login page
  if (answer.headers.get("content-type") !== bulkMediaType) { throw new Error("not for us"); }
  const file = await bulkReceive(answer.body, tell);
  bulkSave(file);
  bulkSay("name", file.name);
  bulkSay("spoken", words.done);
  bulkShow("done");
}

/* Listens to the clicks on the links and on « Annuler »; returns what stops it, and the work in hand with it. */
function bulkListen(words) {
  let work = null;
  const start = async (link) => {
    work?.abort();
    const mine = (work = new AbortController());
    try {
      await bulkFetch(link, mine.signal, words);
    } catch (failure) {
      if (mine !== work) { return; } // another one has begun
      if (!mine.signal.aborted) {
        bulkSay("sentence", failure.sentence ?? words.failed);
        bulkShow("failed");
        return;
      }
      bulkSay("spoken", words.cancelled);
      bulkShow("");
      link.focus();
    }
  };
  const clicked = (event) => {
    if (event.target.closest?.('.bulk [data-part="cancel"]')) { work?.abort(); return; }
    const link = event.target.closest?.(".bulk a[data-progress]");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (link && !elsewhere) { event.preventDefault(); start(link); }
  };
  document.addEventListener("click", clicked);
  return () => { document.removeEventListener("click", clicked); work?.abort(); };
}
