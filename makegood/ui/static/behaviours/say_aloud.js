// What happened is said aloud, once: an act in place, what the page before did, an act that failed.
// data-announce="…" on any element that is swapped in, or on the page as it loads;
// with data-announce-changes only where it differs from what was said last.

const A_BEAT = 50
const TYPING = 900
const LOADED = 400
const HEARD = 15_000

let later = 0
let last = ""

const say = (words, wait = A_BEAT) => {
  const live = document.getElementById("live")
  if (!live || !words) return
  last = words
  clearTimeout(later)
  live.textContent = ""
  // A beat apart, so that the same words twice are heard twice; then gone, so that nobody finds them again.
  later = setTimeout(() => {
    live.textContent = words
    later = setTimeout(() => { live.textContent = "" }, HEARD)
  }, wait)
}

const wordsIn = (root) => {
  const found = root.matches?.("[data-announce]") ? [root] : [...root.querySelectorAll("[data-announce]")]
  const words = found.map((element) => element.dataset.announce).join(" ").trim()
  const heard = words === last && found.every((element) => element.hasAttribute("data-announce-changes"))
  return heard ? "" : words
}

const toasts = () => document.getElementById("toasts")

const fail = (event) => {
  // A form that came back with its errors has said so itself.
  if (event.detail.xhr?.status === 422) return
  const notice = document.getElementById("failed")?.content.cloneNode(true)
  if (notice) toasts()?.replaceChildren(notice)
}

for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(failed, fail)

document.addEventListener("htmx:afterSettle", (event) => {
  toasts()?.replaceChildren()
  // Nobody is talked over while typing.
  const typing = document.activeElement?.matches("input:not([type=radio], [type=checkbox]), textarea")
  say(wordsIn(event.detail.elt), typing ? TYPING : A_BEAT)
})

// The server may also send words alone: HX-Trigger: {"announce": {"words": "…"}}
document.addEventListener("announce", (event) => say(event.detail.words ?? event.detail.value))

say(wordsIn(document), LOADED)
