// After an act in place the reader's place is kept. say_aloud.js says what happened.

let place = null
let asked = false

const remember = (target, pressed) => {
  const active = document.activeElement
  const held = pressed || target.contains(active) || target === active || active === document.body
  place = held && target.id ? target.id : null
  asked = pressed
}

// In the order of what the reader wants next, not of the page.
const FIRST = ["[data-focus]", "[data-wrong]", "[aria-invalid=true]"]
const STOPS = ["button", "a[href]", "input:not([type=hidden])"]

const firstStop = (element) => {
  if (element.matches("a[href], button, input")) return element
  // A whole page that came anew is heard from its beginning, never from a button somewhere in it.
  const stops = element.matches("main") ? FIRST : [...FIRST, ...STOPS]
  return stops.map((stop) => element.querySelector(stop)).find(Boolean) ?? element
}

const returnTo = (id) => {
  const element = document.getElementById(id) ?? document.getElementById("main")
  const stop = element && firstStop(element)
  if (!stop) return
  if (stop === element && !stop.hasAttribute("tabindex") && !stop.matches("a, button, input")) stop.tabIndex = -1
  // What is to be read or mended is brought into view; a button stays where the thumb is.
  stop.focus({ preventScroll: stop.matches("button, a[href]") })
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail
  // A form that comes back with its errors is an answer like any other.
  if (xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false })
  // Whoever pressed wants to go on from the answer; whoever is still typing does not.
  if (event.detail.shouldSwap) remember(target, requestConfig?.triggeringEvent?.type === "submit")
})

document.addEventListener("htmx:afterSettle", () => {
  const typing = document.activeElement?.matches("input, textarea, select")
  if (place && (asked || !typing)) returnTo(place)
  // What a whole page answers stands at its top, unless something in it is to be mended or read.
  if (place === "main" && !document.querySelector("#main :is([aria-invalid=true], [data-focus])")) scrollTo(0, 0)
  place = null
})
