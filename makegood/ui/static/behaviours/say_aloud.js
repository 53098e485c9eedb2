// What happened is said aloud, once: an act in place, or what the page before did. (say_what_failed.js: what did not.)
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

document.addEventListener("htmx:afterSettle", (event) => {
  // Nobody is talked over while typing.
  const typing = document.activeElement?.matches("input:not([type=radio], [type=checkbox]), textarea")
  say(wordsIn(event.detail.elt), typing ? TYPING : A_BEAT)
})

// The server may also send words alone: HX-Trigger: {"announce": {"words": "…"}}
document.addEventListener("announce", (event) => say(event.detail.words ?? event.detail.value))

say(wordsIn(document), LOADED)
