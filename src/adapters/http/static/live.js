// Keeps the page's main part current. Without this file every page works; it is then as fresh as its last loading.
const main = document.getElementById("main");
const announce = document.getElementById("announce");
const light = document.getElementById("live");
let source = null;
let again = 0;

function show(state, words) {
  if (!light) return;
  light.hidden = false;
  light.dataset.state = state;
  light.textContent = words;
}

function open() {
  clearTimeout(again);
  if (source || document.hidden) return;
  const url = new URL(location.href);
  url.hash = "";
  url.searchParams.set("_live", main.dataset.etag);
  source = new EventSource(url);
  source.addEventListener("open", () => show("on", "Live"));
  source.addEventListener("trouble", () => show("off", "Not live"));
  source.addEventListener("main", (event) => {
    show("on", "Live");
    replace(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    show("off", "Not live");
    close();
    again = setTimeout(open, 5000);
  });
}

function close() {
  source?.close();
  source = null;
}

function replace({ html, title, etag }) {
  const before = main.querySelector("[data-announce]")?.textContent;
  const next = document.createElement("main");
  next.innerHTML = html;
  children(main, next);
  main.dataset.etag = etag;
  document.title = `${title} · Answerable`;
  const after = main.querySelector("[data-announce]")?.textContent;
  if (after && after !== before) announce.textContent = after;
}

// Makes `old` look like `next` while keeping every node that can stay: focus, selection, scroll and open parts stay with it.
// What a person typed or chose stays too: a field that was touched no longer follows its attributes.
function children(old, next) {
  const keyed = new Map();
  for (const child of old.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  let at = old.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = wanted.dataset?.key;
    const found = key ? keyed.get(key) : at && !at.dataset?.key && same(at, wanted) ? at : null;
    if (!found) {
      old.insertBefore(wanted, at);
      continue;
    }
    keyed.delete(key);
    if (found === at) at = at.nextSibling;
    else old.insertBefore(found, at);
    update(found, wanted);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function same(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id;
}

function update(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS"))
      old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value && !(name === "open" && old.nodeName === "DETAILS"))
      old.setAttribute(name, value);
  }
  children(old, next);
}

if (main?.dataset.etag && light) {
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}
// A one-time link: nothing to fill in, so nobody has to press the button.
document.querySelector("form[data-go]")?.requestSubmit();
