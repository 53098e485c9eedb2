// After an act in place: the reader's place is kept, and what happened is said aloud.

let place = null

const remember = (target) => {
  const active = document.activeElement
  const held = target.contains(active) || target === active || active === document.body
  place = held && target.id ? target.id : null
}

// In the order of what the reader wants next, not of the page.
const STOPS = ["[data-focus]", "[aria-invalid=true]", "button", "a[href]", "input:not([type=hidden])"]

const firstStop = (element) => {
  if (element.matches("a[href], button, input")) return element
  return STOPS.map((stop) => element.querySelector(stop)).find(Boolean) ?? element
}

const returnTo = (id) => {
  const element = document.getElementById(id) ?? document.getElementById("main")
  const stop = element && firstStop(element)
  if (!stop) return
  if (stop === element && !stop.hasAttribute("tabindex") && !stop.matches("a, button, input")) stop.tabIndex = -1
  stop.focus({ preventScroll: true })
}

const say = (words) => {
  const live = document.getElementById("live")
  if (!live || !words) return
  live.textContent = ""
  // A beat apart, so that the same words twice are heard twice.
  setTimeout(() => { live.textContent = words }, 50)
}

const wordsIn = (root) =>
  (root.matches?.("[data-announce]") ? root : root.querySelector?.("[data-announce]"))?.dataset.announce

document.addEventListener("htmx:beforeSwap", (event) => {
  // A form that comes back with its errors is an answer like any other.
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true
  if (event.detail.shouldSwap) remember(event.detail.target)
})

document.addEventListener("htmx:afterSettle", (event) => {
  const typing = document.activeElement?.matches("input, textarea, select")
  if (place && !typing) returnTo(place)
  place = null
  say(wordsIn(event.detail.elt))
})

// The server may also send words alone: HX-Trigger: {"announce": {"words": "…"}}
document.addEventListener("announce", (event) => say(event.detail.words ?? event.detail.value))
